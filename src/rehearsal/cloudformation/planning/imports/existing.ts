import type { ImportTarget, PlannedChange } from '../../model/change-set-record.ts';
import type { Definition, StackRecord } from '../../model/stack-record.ts';
import type { World } from '../../model/world.ts';
import { importObstacle, isThere } from './targets.ts';
import { identifierOf } from './request.ts';

/**
 * ImportExistingResources: what would be made under a name that the template writes out, where that is there already
 * and is no stack's. Of types that the account keeps no list of nothing is found.
 */
export const existingTargets = (
  world: World,
  stack: StackRecord,
  { template }: Definition,
  changes: readonly PlannedChange[],
): readonly ImportTarget[] =>
  changes.flatMap(({ action, logicalId, type }) => {
    const [key, more] = identifierOf(type) ?? [];
    const name = key === undefined ? undefined : template.resources.get(logicalId)?.properties[key];
    if (action !== 'Add' || key === undefined || more !== undefined || typeof name !== 'string') return [];
    const target = { logicalId, type, physicalId: name, identifier: { [key]: name } };
    return isThere(world.account, target, stack.region) === true &&
      importObstacle(world, stack, target) === undefined
      ? [target]
      : [];
  });

/** Why they cannot be taken in; undefined where each of them would outlive the stack. */
export function importFault({ template }: Definition, targets: readonly ImportTarget[]): string | undefined {
  const unkept = targets.filter(({ logicalId }) => {
    const policy = template.resources.get(logicalId)?.deletionPolicy;
    return policy !== 'Retain' && policy !== 'RetainExceptOnCreate';
  });
  if (unkept.length === 0) return undefined;
  const named = unkept.map(
    ({ logicalId, identifier }) =>
      `${logicalId} ({${Object.entries(identifier)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ')}})`,
  );
  return `CloudFormation is attempting to import some resources because they already exist in your account. The resources must have the DeletionPolicy attribute set to 'Retain' or 'RetainExceptOnCreate' in the template for successful import. The affected resources are ${named.join(', ')}`;
}
