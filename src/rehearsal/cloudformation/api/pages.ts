import { ServiceError } from '../../service.ts';

/** One page of a list, and the opaque token of the next. */
export function page<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
): { readonly items: readonly T[]; readonly next: string | undefined } {
  const start = token === undefined ? 0 : offsetOf(token);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? tokenOf(end) : undefined };
}

const tokenOf = (offset: number): string => Buffer.from(`rehearsal:${offset}`).toString('base64url');

const offsetOf = (token: string): number => {
  const match = /^rehearsal:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw new ServiceError('ValidationError', 'Invalid token');
  return Number(match[1]);
};
