import type { Template } from '../../../../core/template.ts';
import { isCustomResource } from '../../../../template/index.ts';
import { ServiceError } from '../../../service.ts';
import { isKnownType } from '../../planning/resource-types.ts';
import type { World } from '../world.ts';

type AssumedTypes = Pick<World, 'assumedTypes'>;

/** Third-party types and modules are there once somebody activated them: in a rehearsal, by `--assume-type`. */
const isThere = ({ assumedTypes }: AssumedTypes, type: string): boolean =>
  isCustomResource(type) || isKnownType(type) || assumedTypes.has(type);

/**
 * Types that CloudFormation does not have, whatever the conditions of their resources. Of a template with macros only
 * what they made can be judged: `AWS::Serverless::Function` is none of CloudFormation's own.
 */
export const unrecognizedTypes = (world: AssumedTypes, template: Template): readonly string[] => [
  ...new Set(
    [...template.resources.values()].map(({ type }) => type).filter((type) => !isThere(world, type)),
  ),
];

/** @throws ServiceError ValidationError */
export function checkTypes(world: AssumedTypes, template: Template): void {
  const unknown = unrecognizedTypes(world, template);
  if (unknown.length === 0) return;
  throw new ServiceError(
    'ValidationError',
    `Template format error: Unrecognized resource types: [${unknown.join(', ')}]`,
  );
}
