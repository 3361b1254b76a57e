import type { GrantContext } from './grant.ts';

export function stackArns({ identity, target }: GrantContext): readonly string[] {
  const base = `arn:${identity.partition}:cloudformation:${target.region}:${identity.account}`;
  return [
    `${base}:stack/${target.stackName}/*`,
    // Nested stacks are named after their parent.
    `${base}:stack/${target.stackName}-*/*`,
    // The stacks that fixes make.
    `${base}:stack/quilt-install-*/*`,
    `${base}:changeSet/quilt-install-*/*`,
  ];
}

export const templateBucket = ({ identity, target }: GrantContext): string =>
  `arn:${identity.partition}:s3:::${target.templateBucket ?? `quilt-install-templates-${identity.account}-${target.region}`}`;

const virtualHost = /^https:\/\/([a-z0-9.-]+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?\//;
const pathStyle = /^https:\/\/s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?\/([^/]+)\//;

/** The bucket of a template's S3 address, in either of its two forms. */
const bucketOf = (source: string): string | undefined =>
  virtualHost.exec(source)?.[1] ?? pathStyle.exec(source)?.[1];

/** CloudFormation reads the template with the caller's permissions as well. */
export function templateObjects(context: GrantContext): readonly string[] {
  const { identity, target } = context;
  const bucket = bucketOf(target.templateSource ?? '');
  const own = `${templateBucket(context)}/*`;
  return bucket === undefined ? [own] : [own, `arn:${identity.partition}:s3:::${bucket}/*`];
}

export const dataBuckets = ({ identity, target }: GrantContext): readonly string[] =>
  target.buckets.map((name) => `arn:${identity.partition}:s3:::${name}`);

export const secretArns = ({ identity, target }: GrantContext): readonly string[] => [
  `arn:${identity.partition}:secretsmanager:${target.region}:${identity.account}:secret:quilt-install/${target.stackName}/*`,
];
