import type { Ports } from '../../core/ports.ts';
import type { StackEvent } from '../../core/stack.ts';
import { gatherEvidence, type GatheredEvidence } from './evidence.ts';
import { isCustomResource } from '../../template/index.ts';
import { trueFailures } from './root-cause.ts';

const limit = 3;

/** A rollback takes these away, the stopped tasks and the function's log with them. */
const isLostOnRollback = ({ resourceType }: StackEvent): boolean =>
  resourceType === 'AWS::ECS::Service' || isCustomResource(resourceType);

/** Evidence read at the moment of a failure, because after the rollback nobody can read it any more. */
export class EarlyEvidence {
  readonly #stackId: string;
  readonly #ports: Pick<Ports, 'stacks' | 'evidence'>;
  readonly #events: StackEvent[] = [];
  readonly #readings: Promise<GatheredEvidence>[] = [];

  constructor(stackId: string, ports: Pick<Ports, 'stacks' | 'evidence'>) {
    this.#stackId = stackId;
    this.#ports = ports;
  }

  /** Told of each event once, in the order they came. Never throws and does not make the watch wait. */
  add(event: StackEvent): void {
    this.#events.push(event);
    if (this.#readings.length >= limit || !isLostOnRollback(event) || trueFailures([event]).length === 0)
      return;
    const reading = gatherEvidence([event], [...this.#events], { id: this.#stackId }, this.#ports);
    this.#readings.push(reading.catch(() => ({ evidence: [], unreadable: [] })));
  }

  /** What was found early and what is found now, each line once; what could be read early needs no excuse now. */
  async merge(now: GatheredEvidence): Promise<GatheredEvidence> {
    const early = await Promise.all(this.#readings);
    const found = early.flatMap(({ evidence }) => evidence);
    const unreadable = [...early.flatMap((one) => one.unreadable), ...now.unreadable];
    return {
      evidence: [...new Set([...found, ...now.evidence])],
      unreadable: found.length > 0 ? [] : [...new Set(unreadable)],
    };
  }
}
