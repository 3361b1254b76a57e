import type { Check } from '../../core/check.ts';
import { nearest } from '../../core/nearest.ts';
import type { Product } from '../../core/product.ts';
import { checkUnknown } from '../errors.ts';
import { checks } from '../list.ts';

/** @throws InstallError `check-unknown` naming the nearest known id. */
export function assertKnownChecks(ids: readonly string[]): void {
  const known: readonly string[] = checks.map((check) => check.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw checkUnknown(unknown, nearest(unknown, known));
}

/** The product's checks in list order, narrowed to `only` where given. */
export function selectChecks(request: {
  readonly only?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly product: Product;
}): readonly Check[] {
  assertKnownChecks([...(request.only ?? []), ...(request.ignore ?? [])]);
  const wanted = request.only ?? request.product.checks;
  return checks.filter((check) => wanted.includes(check.id));
}
