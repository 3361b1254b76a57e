import { ServiceError } from '../service.ts';

export interface ResultPage<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

const encode = (offset: number): string => Buffer.from(`page:${offset}`).toString('base64url');
const decode = (token: string): number | undefined => {
  const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return match === null ? undefined : Number(match[1]);
};

/**
 * One page of a list by opaque token, as AWS hands them out.
 * @param size what the caller asked for, or the service's own page size
 * @param refusal the service's words for a token it never gave
 */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
  refusal: () => ServiceError = () => new ServiceError('ValidationException', 'The token is not valid.'),
): ResultPage<T> {
  const from = token === undefined || token === '' ? 0 : decode(token);
  if (from === undefined) throw refusal();
  const to = from + Math.max(1, size);
  return { items: items.slice(from, to), next: to < items.length ? encode(to) : undefined };
}

/** At most `most`, and `most` when nothing is asked for. */
export const pageSize = (asked: number | undefined, most: number): number =>
  asked === undefined || asked < 1 ? most : Math.min(asked, most);
