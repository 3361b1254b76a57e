import type { RegionState } from './state.ts';

/** Regions of the standard partition that every account has. */
const always =
  'us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 sa-east-1';
/** Regions that an account has only once it has asked for them. */
const optIn =
  'af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1';
const others: Readonly<Record<string, string | undefined>> = {
  'aws-us-gov': 'us-gov-west-1 us-gov-east-1',
  'aws-cn': 'cn-north-1 cn-northwest-1',
};

/** Regions without Fargate. */
export const withoutFargate = new Set(['ap-east-2', 'ap-southeast-6']);

/** @param partition `aws`, `aws-us-gov`, `aws-cn` */
export function regionsOf(partition: string): readonly RegionState[] {
  const own = others[partition];
  const given = (own ?? always)
    .split(' ')
    .map((name) => ({ name, optInStatus: 'opt-in-not-required' as const }));
  const asked = own === undefined ? optIn.split(' ') : [];
  return [...given, ...asked.map((name) => ({ name, optInStatus: 'not-opted-in' as const }))];
}

const directions: readonly (readonly [string, string])[] = [
  ['northeast', 'ne'],
  ['northwest', 'nw'],
  ['southeast', 'se'],
  ['southwest', 'sw'],
  ['north', 'n'],
  ['south', 's'],
  ['east', 'e'],
  ['west', 'w'],
  ['central', 'c'],
];

/** `us-east-1` → `use1`, `us-gov-west-1` → `usgw1`. */
const zoneIdPrefix = (region: string): string =>
  region
    .split('-')
    .map((part) => (part === 'gov' ? 'g' : (directions.find(([long]) => long === part)?.[1] ?? part)))
    .join('');

/** Letters and ids of the zones an account sees; regions that lack a zone keep the gap in the ids. */
const zoneNumbers: Readonly<Record<string, readonly number[] | undefined>> = {
  'us-east-1': [1, 2, 3, 4, 5, 6],
  'us-west-1': [1, 3],
  'us-west-2': [1, 2, 3, 4],
  'ap-northeast-1': [4, 1, 2],
  'cn-north-1': [1, 2],
};

export const zonesOf = (region: string): readonly { readonly name: string; readonly id: string }[] =>
  (zoneNumbers[region] ?? [1, 2, 3]).map((number, at) => ({
    name: region + 'abcdef'.charAt(at),
    id: `${zoneIdPrefix(region)}-az${number}`,
  }));
