/** What a request must come with to get through. */
export interface Perimeter {
  readonly partition: string;
  /** How names of the guarded buckets begin. */
  readonly prefix: string;
  readonly vpcs: readonly string[];
  /** Public addresses: behind an endpoint a request shows its VPC instead. */
  readonly cidrs: readonly string[];
  readonly exemptTag: string;
}

/** All of a statement's conditions must hold for it to deny: whoever meets one of the exceptions gets through. */
const conditions = ({ vpcs, cidrs, exemptTag }: Perimeter): object => ({
  ...(vpcs.length === 0 ? {} : { StringNotEqualsIfExists: { 'aws:SourceVpc': vpcs } }),
  Null: { [`aws:PrincipalTag/${exemptTag}`]: 'true' },
  ...(cidrs.length === 0 ? {} : { NotIpAddressIfExists: { 'aws:SourceIp': cidrs } }),
  // What AWS's services do for themselves, or on somebody's behalf, comes from no network of ours.
  Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
});

const statement = (perimeter: Perimeter, bucket: string): object => ({
  Sid: 'OnlyExpectedNetworks',
  Effect: 'Deny',
  Action: 's3:*',
  Resource: [`arn:${perimeter.partition}:s3:::${bucket}`, `arn:${perimeter.partition}:s3:::${bucket}/*`],
  Condition: conditions(perimeter),
});

export const serviceControlPolicy = (perimeter: Perimeter): object => ({
  Version: '2012-10-17',
  Statement: [statement(perimeter, `${perimeter.prefix}*`)],
});

/** The same for one bucket, to be tried first. */
export const trialBucketPolicy = (perimeter: Perimeter, bucket: string): object => ({
  Version: '2012-10-17',
  Statement: [{ ...statement(perimeter, bucket), Principal: '*' }],
});
