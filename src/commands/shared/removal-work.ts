import type { Ports } from '../../core/ports.ts';
import type { Stack } from '../../core/stack.ts';
import { runningWork, type OperationWork } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';

type ExpectedResources = OperationWork['expected'];

/** Everything that is still there, nested stacks included: what was deleted before is not deleted again. */
const presentResources = async (
  stackId: string,
  path: readonly string[],
  ports: Pick<Ports, 'stacks'>,
): Promise<ExpectedResources> => {
  const resources = (await ports.stacks.resources(stackId)).filter(
    ({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED',
  );
  const nested = resources.filter(
    ({ type, physicalId }) => type === 'AWS::CloudFormation::Stack' && physicalId !== '',
  );
  const within = await Promise.all(
    nested.map(({ logicalId, physicalId }) => presentResources(physicalId, [...path, logicalId], ports)),
  );
  return [...resources.map(({ logicalId, type }) => ({ path, logicalId, type })), ...within.flat()];
};

/** What a delete has to do, for its count and its estimate; unknown where the stack may not be read. */
export async function removalWork(stack: Stack, ports: Pick<Ports, 'stacks'>): Promise<OperationWork> {
  const template = await ports.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  const found = runningWork('delete', template, stack);
  const expected = await presentResources(stack.id, [], ports).catch(() => found.expected);
  return { ...found, expected };
}
