/** A part of AWS with accounts and credentials of its own. */
export interface Partition {
  /** As ARNs name it: `aws`, `aws-us-gov`, `aws-cn`. */
  readonly id: string;
  readonly dnsSuffix: string;
  /** Where the partition's global services (IAM, Route 53, quotas of both) answer. */
  readonly homeRegion: string;
}

const aws: Partition = { id: 'aws', dnsSuffix: 'amazonaws.com', homeRegion: 'us-east-1' };
const others: readonly (Partition & { readonly regions: RegExp })[] = [
  { id: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', homeRegion: 'cn-north-1', regions: /^cn-/ },
  { id: 'aws-us-gov', dnsSuffix: 'amazonaws.com', homeRegion: 'us-gov-west-1', regions: /^us-gov-/ },
  { id: 'aws-eusc', dnsSuffix: 'amazonaws.eu', homeRegion: 'eusc-de-east-1', regions: /^eusc-/ },
  { id: 'aws-iso', dnsSuffix: 'c2s.ic.gov', homeRegion: 'us-iso-east-1', regions: /^us-iso-/ },
  { id: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov', homeRegion: 'us-isob-east-1', regions: /^us-isob-/ },
];

/** Credentials of one partition are worthless in another, so a region alone tells where its home is. */
export const partitionOfRegion = (region: string): Partition =>
  others.find(({ regions }) => regions.test(region)) ?? aws;

/** A partition by the name that ARNs give it. */
export const partitionOf = (id: string): Partition => others.find((one) => one.id === id) ?? aws;

/** The caller's own word for it: the ARN's second field. */
export const partitionOfArn = (arn: string): Partition => partitionOf(arn.split(':')[1] ?? '');

/** A region's form, checked before it becomes part of a host name that credentials are sent to. */
export const isRegionName = (text: string): boolean => /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text);

/** The region an ARN names; undefined when it names none or a text that is no region. */
export function regionOfArn(arn: string): string | undefined {
  const region = arn.startsWith('arn:') ? arn.split(':')[3] : undefined;
  return region !== undefined && isRegionName(region) ? region : undefined;
}
