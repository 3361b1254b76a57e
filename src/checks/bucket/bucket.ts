import type { Check, CheckInput, Fix, Verdict } from '../../core/check.ts';
import { bucketNameFault } from '../../account/bucket-name.ts';
import { fail, listed, notNeeded, pass, skipped, unknown, warn, worst } from '../verdicts.ts';

const noBucket = notNeeded('No team-data bucket was named.', 'Name it with --bucket NAME.');
const noBuckets = notNeeded('This product is not known to use buckets of yours.');

/** Judges every named bucket and keeps the worst, with the bucket's name in each sentence. */
const eachBucket =
  (judge: (input: CheckInput, bucket: string) => Promise<Verdict>) =>
  async (input: CheckInput): Promise<Verdict> => {
    const { buckets, product } = input.target;
    if (buckets.length === 0) return product.teamBucket === undefined ? noBuckets : noBucket;
    return worst(await Promise.all(buckets.map((bucket) => judge(input, bucket))));
  };

/** The other bucket checks have nothing to ask of a bucket that is not there or not ours. */
const ourBucket =
  (judge: (input: CheckInput, bucket: string) => Promise<Verdict>) =>
  async (input: CheckInput, bucket: string): Promise<Verdict> => {
    if (bucketNameFault(bucket) !== undefined) return skipped(`${bucket} is not a bucket name.`);
    const state = await input.facts.bucket(bucket);
    if (state.state === 'ours') return judge(input, bucket);
    return skipped(`${bucket} is ${state.state === 'absent' ? 'not there' : 'not readable'}.`);
  };

/** HTTP 403 without a body: another account's bucket, or one of ours that may not be read. The list tells them apart. */
const judgeDenied = async ({ facts }: CheckInput, name: string): Promise<Verdict> => {
  const own = await facts.buckets().catch(() => undefined);
  if (own !== undefined && !own.includes(name))
    return fail(`${name} belongs to another account.`, 'Choose a bucket of this account.');
  return unknown(
    own === undefined
      ? `${name} may belong to another account, or may not be read (s3:ListBucket, s3:ListAllMyBuckets).`
      : `${name} is ours, but may not be read (s3:ListBucket).`,
    'Have s3:ListBucket on it allowed for the caller.',
  );
};

const judgeBucket = async (input: CheckInput, name: string): Promise<Verdict> => {
  const { facts, target } = input;
  const fault = bucketNameFault(name);
  if (fault !== undefined) return fail(`"${name}" cannot be a bucket: ${fault}.`, 'Correct --bucket.');
  const state = await facts.bucket(name);
  switch (state.state) {
    case 'absent':
      return fail(
        `There is no bucket ${name}.`,
        `Correct --bucket, or have it made: quilt-install preflight --bucket ${name} --fix --only s3.bucket`,
      );
    case 'denied':
      return judgeDenied(input, name);
    case 'ours':
      if (state.region === target.region) return pass(`s3://${name}, ours, in ${state.region}`);
      return fail(
        `${name} is in ${state.region}, but the stack will be in ${target.region}; S3 sends events within a region only.`,
        `Choose a bucket in ${target.region}, or install in ${state.region} (--region ${state.region}).`,
      );
  }
};

export const bucket: Check<'s3.bucket'> = {
  id: 's3.bucket',
  category: 'Team data',
  title: 'The team-data bucket is ours and in the region',
  judge: eachBucket(judgeBucket),
  fix: async ({ facts, target }): Promise<Fix | undefined> => {
    const valid = target.buckets.filter((name) => bucketNameFault(name) === undefined);
    const states = await Promise.all(valid.map((name) => facts.bucket(name)));
    const absent = valid.filter((_, index) => states[index]?.state === 'absent');
    if (absent.length === 0) return undefined;
    return {
      title: `Create the ${absent.length === 1 ? 'bucket' : 'buckets'} ${listed(absent)}`,
      changes: absent.map(
        (name) =>
          `S3: create ${name} in ${target.region} (private, encrypted, versioned, TLS only; it costs what is stored in it)`,
      ),
      call: async (fixes, made) => {
        for (const name of absent) {
          await fixes.createBucket(name);
          made({
            what: `the bucket ${name}`,
            cost: 'only what is stored in it',
            removal: ['s3', 'rb', `s3://${name}`],
          });
        }
        return undefined;
      },
    };
  },
};

const judgeVersioning = async ({ facts }: CheckInput, name: string): Promise<Verdict> => {
  const versioning = await facts.bucketVersioning(name);
  const command = `aws s3api put-bucket-versioning --bucket ${name} --versioning-configuration Status=Enabled`;
  switch (versioning) {
    case 'Enabled':
      return pass(`s3://${name} keeps versions.`);
    case 'Suspended':
      return fail(
        `Versioning of s3://${name} is suspended: packages point at versions, and new objects get none.`,
        `Turn it on again and leave it on: ${command}`,
      );
    case undefined:
      return warn(
        `s3://${name} has never kept versions. That works only if it stays so for the bucket's lifetime.`,
        `Decide now; to turn versioning on: ${command}`,
      );
  }
};

export const bucketVersioning: Check<'s3.bucket-versioning'> = {
  id: 's3.bucket-versioning',
  category: 'Team data',
  title: 'The bucket keeps versions',
  judge: eachBucket(ourBucket(judgeVersioning)),
};

export { eachBucket, ourBucket };
