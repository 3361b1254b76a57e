import { resourceEvent } from '../../model/events.ts';
import type { ResourceRecord, StackRecord } from '../../model/stack-record.ts';
import type { World } from '../../model/world.ts';

/** One resource on its way. */
export interface ResourceStep {
  readonly world: World;
  readonly stack: StackRecord;
  readonly resource: ResourceRecord;
  readonly verb: 'CREATE' | 'UPDATE';
  /** Others may refer to it from now on, though it is not complete. */
  readonly usable: () => void;
}

export const tellOf = (
  { world, stack, resource }: ResourceStep,
  status: string,
  detail?: Parameters<typeof resourceEvent>[4],
): void => resourceEvent(world, stack, resource, status, detail);
