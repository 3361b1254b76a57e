import type { NoteEvent } from '../../core/events.ts';
import type { Ports } from '../../core/ports.ts';
import type { Product } from '../../core/product.ts';
import { conditionOf, succeededStatus } from '../../core/stack-status.ts';
import type { RootCause, Stack, StackEvent } from '../../core/stack.ts';
import { commandOn } from '../../products/index.ts';
import type { AlarmReading } from './alarms.ts';
import { gatherEvidence, type GatheredEvidence } from './evidence.ts';
import { Poller } from '../events/poller.ts';
import { recovery, type Recovery } from '../recover/options.ts';
import { explain } from './remedies/index.ts';
import { blockers, causeFrom, findCause, trueFailures } from './root-cause.ts';

export interface Diagnosis extends GatheredEvidence {
  readonly stack: Stack;
  /** The first failure of the newest operation that is nobody else's consequence; absent: nothing failed. */
  readonly rootCause?: RootCause;
  /** What keeps a rollback or delete from ending, where it is not the cause itself. */
  readonly blockers: readonly RootCause[];
  readonly recovery: Recovery;
  /** The command that leads on. */
  readonly next: string;
}

export interface DiagnoseRequest {
  readonly stack: Stack;
  readonly product?: Pick<Product, 'parts' | 'remedies'>;
}

/**
 * Why the newest operation failed, over nested stacks, with the evidence one level down as far as it may be read.
 * Nothing but the stack's own events has to be readable.
 */
export async function diagnose(
  request: DiagnoseRequest,
  ports: Pick<Ports, 'stacks' | 'evidence'> & AlarmReading,
): Promise<Diagnosis> {
  const { stack, product } = request;
  const events = await operationEvents(stack.id, ports);
  const known = (cause: RootCause): RootCause => explain(cause, { stackName: stack.name, product });
  const found = failed(stack, events) ? await findCause(events, stack.id, ports, guardsOf(stack)) : undefined;
  const rootCause = found === undefined ? undefined : known(found);
  const others = blockers(events).filter(({ logicalId }) => logicalId !== rootCause?.logicalId);
  const gathered = await gatherEvidence(trueFailures(events), events, stack, ports);
  const ways = recovery(stack.status, stack.name);
  return {
    stack,
    rootCause,
    blockers: others.map((event) => known(causeFrom(event))),
    ...gathered,
    recovery: ways,
    next: rootCause === undefined && isUp(stack) ? commandOn('status', stack.name) : nextCommand(stack, ways),
  };
}

const guardsOf = ({ rollback }: Stack): readonly string[] => (rollback?.alarms ?? []).map(({ arn }) => arn);

/** The newest operation's events, nested stacks included, each stack's in its own order. */
export const operationEvents = (
  stackId: string,
  ports: Pick<Ports, 'stacks'>,
): Promise<readonly StackEvent[]> => new Poller(ports.stacks, stackId).poll(true);

/** A stack's own word at rest may be friendly (`Update successful. …`) although something failed on the way. */
const failed = (stack: Stack, events: readonly StackEvent[]): boolean =>
  !succeededStatus(stack.status) || trueFailures(events).length > 0;

const isUp = ({ status }: Stack): boolean => conditionOf(status) === 'healthy';

/** A failed create is removed by the next install, on consent; every other way on begins with what recovery says. */
const nextCommand = (stack: Stack, ways: Recovery): string =>
  stack.status === 'ROLLBACK_COMPLETE'
    ? commandOn('install', stack.name)
    : (ways.options[0]?.command ?? commandOn('status', stack.name));

/** The stack's event may only say that something stopped; the evidence may say what, and then what to do is known. */
export function evidenceMeaning(
  { evidence }: GatheredEvidence,
  cause: RootCause | undefined,
  context: Parameters<typeof explain>[1],
): NoteEvent | undefined {
  if (cause === undefined) return undefined;
  const { logicalId, resourceType } = cause;
  const own = evidence.filter((line) => line.startsWith(`${logicalId}: `));
  const explained = own
    .map((line) => explain({ logicalId, resourceType, reason: line.slice(logicalId.length + 2) }, context))
    .find(({ meaning, remedy }) => meaning !== undefined && remedy !== cause.remedy);
  return explained?.meaning === undefined
    ? undefined
    : {
        type: 'note',
        level: 'warn',
        message: `So: ${explained.meaning}.`,
        detail: explained.remedy === undefined ? [] : [explained.remedy],
      };
}

/** What was found below the cause, and what could not be read, for people. */
export const evidenceNotes = ({ evidence, unreadable }: GatheredEvidence): readonly NoteEvent[] => [
  ...(evidence.length === 0
    ? []
    : [{ type: 'note' as const, level: 'info' as const, message: 'What AWS has on it:', detail: evidence }]),
  ...unreadable.map((message) => ({ type: 'note' as const, level: 'warn' as const, message })),
];
