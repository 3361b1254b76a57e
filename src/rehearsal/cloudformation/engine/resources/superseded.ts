import type { ResourceRecord, StackRecord } from '../../model/stack-record.ts';
import type { Story } from '../../time/story.ts';
import { removeResources, type RemovalRequest } from './resource-removal.ts';

const isLive = (stack: StackRecord, { logicalId, physicalId }: ResourceRecord): boolean =>
  stack.resources.get(logicalId)?.physicalId === physicalId;

/**
 * Physical resources whose place another one has taken, or that a rollback has yet to remove: those given, and what
 * operations that stopped half way left.
 */
export function supersededIn(
  stack: StackRecord,
  replaced: readonly ResourceRecord[] = [],
): readonly ResourceRecord[] {
  const all = [...replaced, ...stack.leftovers].filter((resource) => !isLive(stack, resource));
  return [...new Map(all.map((one) => [`${one.logicalId} ${one.physicalId}`, one])).values()];
}

/** One logical id may stand for several of them: they go in turns. @returns those that would not go */
export function* removeSuperseded(request: Omit<RemovalRequest, 'phase'>): Story<readonly ResourceRecord[]> {
  const stuck: ResourceRecord[] = [];
  for (let rest = request.resources; rest.length > 0;) {
    const round = [...new Map(rest.map((one) => [one.logicalId, one])).values()];
    const failed = yield* removeResources({ ...request, resources: round, phase: 'cleanup' });
    stuck.push(...round.filter(({ logicalId }) => failed.includes(logicalId)));
    rest = rest.filter((one) => !round.includes(one));
  }
  return stuck;
}
