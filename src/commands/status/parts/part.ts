import type { Product } from '../../../core/product.ts';
import { resourceGone } from '../../../core/stack-status.ts';
import type { StackResource } from '../../../core/stack.ts';
import type { StatusContext } from '../line.ts';

/** A resource that a stack or one nested in it has brought up. */
export interface Part extends Pick<StackResource, 'logicalId' | 'physicalId' | 'type'> {
  /** As the product calls it; the logical id where it does not. */
  readonly title: string;
  /** Of the stack it is in. */
  readonly stackId: string;
  /** Logical ids from the root to the stack it is in; empty in the root. */
  readonly path: readonly string[];
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

const titleOf = ({ parts }: Product, logicalId: string): string => {
  const name = parts[logicalId];
  return name === undefined ? logicalId : capital(name);
};

/** Everything that is there, nested stacks followed. */
export async function partsOf(
  context: StatusContext,
  stackId: string,
  path: readonly string[] = [],
): Promise<readonly Part[]> {
  const resources = await context.connection.facts.stackResources(stackId);
  const there = resources.filter((one) => one.physicalId !== '' && !resourceGone(one.status));
  const nested = there
    .filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map((one) => partsOf(context, one.physicalId, [...path, one.logicalId]));
  const own = there.map((one) => ({ ...one, stackId, path, title: titleOf(context.product, one.logicalId) }));
  return [...own, ...(await Promise.all(nested)).flat()];
}

/** What a part's line is called by: `ecs.RegistryService`, `search.Data/Search`. */
export const lineOf = (kind: string, { title, path, logicalId }: Part): { id: string; title: string } => ({
  id: `${kind}.${[...path, logicalId].join('/')}`,
  title,
});
