export interface CaaRecord {
  readonly tag: string;
  readonly value: string;
}

/** `0 issue "amazon.com"` as zone files write it. */
export function parseCaa(text: string): CaaRecord | undefined {
  const [, tag, quoted] = /^\s*\d+\s+([a-z0-9]+)\s+"?([^"]*)"?\s*$/i.exec(text) ?? [];
  if (tag === undefined || quoted === undefined) return undefined;
  return { tag: tag.toLowerCase(), value: quoted };
}

/** The names by which CAA may admit Amazon's certificate authority. */
const amazonIssuers = ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'];

const issuerOf = (record: CaaRecord): string => (record.value.split(';')[0] ?? '').trim().toLowerCase();

/** True unless the set restricts issuing and names none of Amazon's; `issuewild` rules for wildcards where present. */
export function amazonMayIssue(records: readonly CaaRecord[], wildcard: boolean): boolean {
  const wild = records.filter((record) => record.tag === 'issuewild');
  const plain = records.filter((record) => record.tag === 'issue');
  const ruling = wildcard && wild.length > 0 ? wild : plain;
  return ruling.length === 0 || ruling.some((record) => amazonIssuers.includes(issuerOf(record)));
}
