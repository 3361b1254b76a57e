import type { Check } from '../../core/check.ts';
import { nearest } from '../../core/nearest.ts';
import { checkUnknown } from '../errors.ts';
import { checks } from '../list.ts';

/** @throws InstallError `check-unknown` naming the nearest known id. */
export function assertKnownChecks(ids: readonly string[]): void {
  const known: readonly string[] = checks.map((check) => check.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw checkUnknown(unknown, nearest(unknown, known));
}

/** The checks in list order, narrowed to `only` where given. */
export function selectChecks(request: {
  readonly only?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
}): readonly Check[] {
  assertKnownChecks([...(request.only ?? []), ...(request.ignore ?? [])]);
  const { only } = request;
  return only === undefined ? checks : checks.filter((check) => only.includes(check.id));
}
