import type { Check } from '../../core/check.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import type { Product } from '../../core/product.ts';
import { checks } from '../list.ts';

/** @throws InstallError `check-unknown` naming the nearest known id. */
export const assertKnownChecks = (ids: readonly string[]): void => {
  const known: readonly string[] = checks.map((check) => check.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new InstallError({
    code: 'check-unknown',
    message: `There is no check called "${unknown.slice(0, 80)}".`,
    hint: near === undefined ? 'quilt-install help checks lists all of them.' : `Did you mean ${near}?`,
    exitCode: exitCodes.usage,
    docs: 'quilt-install help checks',
  });
};

/** The product's checks in list order, narrowed to `only` where given. */
export const selectChecks = (request: {
  readonly only?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly product: Product;
}): readonly Check[] => {
  assertKnownChecks([...(request.only ?? []), ...(request.ignore ?? [])]);
  const wanted = request.only ?? request.product.checks;
  return checks.filter((check) => wanted.includes(check.id));
};
