import { editsBetween } from '../../../../core/nearest.ts';
import type { Template } from '../../../../core/template.ts';
import { ServiceError } from '../../../service.ts';
import { traitsOf, typeNames } from '../../planning/resource-types.ts';

/** A version is another type, and one that AWS added since may be told by nothing else: `FooV2`, `FooV3`. */
const withoutDigits = (type: string): string => type.toLowerCase().replace(/\d/g, '');

/** One letter from a type that is there; what is further off may be newer than the specification. */
const isMisspelt = (type: string): boolean => {
  if (!type.startsWith('AWS::') || traitsOf(type) !== undefined) return false;
  return typeNames().some(
    (known) =>
      Math.abs(known.length - type.length) < 2 &&
      (known.toLowerCase() === type.toLowerCase() ||
        (editsBetween(known, type) === 1 && withoutDigits(known) !== withoutDigits(type))),
  );
};

/** Refuses types that CloudFormation cannot know; nobody has registered a module in this account. */
export function checkTypes({ resources }: Template): void {
  const types = new Set([...resources.values()].map(({ type }) => type));
  const unknown = [...types].filter((type) => type.endsWith('::MODULE') || isMisspelt(type));
  if (unknown.length > 0)
    throw new ServiceError(
      'ValidationError',
      `Template format error: Unrecognized resource types: [${unknown.join(', ')}]`,
    );
}
