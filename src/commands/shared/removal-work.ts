import type { Ports } from '../../core/ports.ts';
import type { Stack } from '../../core/stack.ts';
import { foundWork, type Work } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';

type Expected = Work['expected'];

/** Everything that is still there, nested stacks included: what was deleted before is not deleted again. */
const present = async (
  stackId: string,
  path: readonly string[],
  ports: Pick<Ports, 'stacks'>,
): Promise<Expected> => {
  const resources = (await ports.stacks.resources(stackId)).filter(
    ({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED',
  );
  const nested = resources.filter(
    ({ type, physicalId }) => type === 'AWS::CloudFormation::Stack' && physicalId !== '',
  );
  const within = await Promise.all(
    nested.map(({ logicalId, physicalId }) => present(physicalId, [...path, logicalId], ports)),
  );
  return [...resources.map(({ logicalId, type }) => ({ path, logicalId, type })), ...within.flat()];
};

/** What a delete has to do, for its count and its estimate; unknown where the stack may not be read. */
export async function removalWork(stack: Stack, ports: Pick<Ports, 'stacks'>): Promise<Work> {
  const template = await ports.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  const found = foundWork('delete', template, stack);
  const expected = await present(stack.id, [], ports).catch(() => found.expected);
  return { ...found, expected };
}
