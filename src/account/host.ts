/** A host name as DNS compares it: lower case, no final dot. */
export const normaliseHost = (host: string): string => host.trim().toLowerCase().replace(/\.+$/, '');

/** What people paste for a host: `https://Data.X.com:443/path` → `data.x.com`. */
export const pastedHost = (input: string): string =>
  normaliseHost(
    input
      .trim()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
      .replace(/[/?#].*$/, '')
      .replace(/^[^@]*@/, '')
      .replace(/:\d+$/, ''),
  );

/** `first.rest` → `first-suffix.rest`; undefined for a name without a rest. */
export function siblingHost(host: string, suffix: string): string | undefined {
  const [, first, rest] = /^([^.]+)\.(.+)$/.exec(host) ?? [];
  return first === undefined || rest === undefined ? undefined : `${first}-${suffix}.${rest}`;
}

/** Nobody's own to register: `uk`, and the commonest below a country, such as `co.uk`; the list of them all is long. */
export const isPublicSuffix = (name: string): boolean =>
  !name.includes('.') || /^(?:ac|co|com|edu|gov|ne|net|or|org)\.[a-z]{2}$/.test(name);

/** The names above a host, nearest first: `a.b.c` → `b.c`, `c`. */
export function ancestorsOf(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}
