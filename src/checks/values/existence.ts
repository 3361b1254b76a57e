import { bucketNameFault } from '../../account/bucket-name.ts';
import { ownedIds } from '../../account/owned.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { NamedThing } from '../../core/product.ts';
import { shortText } from '../../core/text.ts';
import { fail, listed, notNeeded, pass, unknown, worst } from '../verdicts.ts';
import { namedBy, namingKeys, type Named } from './named.ts';

const things = ['secret', 'ssm-parameter', 'bucket', 'new-bucket'] as const satisfies readonly NamedThing[];

const absent = (what: string, { key, name }: Named, region?: string): Verdict =>
  fail(
    `There is no ${what} ${shortText(name, 120)}${region === undefined ? '' : ` in ${region}`} (${key}).`,
    `Correct ${key}, or make it first.`,
  );

const judgeBucket = async ({ facts }: CheckInput, named: Named): Promise<Verdict> => {
  const { state } = await facts.bucket(named.name);
  switch (state) {
    case 'ours':
      return pass(`s3://${named.name}`);
    case 'absent':
      return absent('bucket', named);
    case 'denied':
      return unknown(
        `s3://${named.name} (${named.key}) belongs to another account, or may not be read (s3:ListBucket).`,
        `See that ${named.key} is right; if it is, this check can be left out with --ignore values.exist.`,
      );
  }
};

/** An answers file names on an update what the stack made of it before. */
const isOwn = async ({ facts, target }: CheckInput, name: string): Promise<boolean> =>
  target.kind === 'update' &&
  ownedIds(await facts.stackResources(target.stackName), 'AWS::S3::Bucket').includes(name);

/** Bucket names are taken for all accounts alike, so a stranger's stands in the way as much as one's own. */
const judgeNewBucket = async (input: CheckInput, { key, name }: Named): Promise<Verdict> => {
  const { state } = await input.facts.bucket(name);
  if (state === 'absent') return pass(`s3://${name} is free`);
  if (state === 'ours' && (await isOwn(input, name))) return pass(`s3://${name} is this stack's own`);
  return fail(
    `The stack is to make bucket ${name} (${key}), but ${state === 'ours' ? 'this account has it already' : 'somebody has it already'}.`,
    `Choose another name for ${key}.`,
  );
};

const judgeOne = async (input: CheckInput, named: Named<(typeof things)[number]>): Promise<Verdict> => {
  const { facts, target } = input;
  const { key, thing, name } = named;
  switch (thing) {
    case 'bucket':
    case 'new-bucket': {
      const fault = bucketNameFault(name);
      if (fault !== undefined)
        return fail(`"${shortText(name, 80)}" (${key}) cannot be a bucket: ${fault}.`, `Correct ${key}.`);
      return thing === 'bucket' ? judgeBucket(input, named) : judgeNewBucket(input, named);
    }
    case 'secret':
      return (await facts.exists('AWS::SecretsManager::Secret', name))
        ? pass(`secret ${shortText(name, 120)}`)
        : absent('secret', named, target.region);
    case 'ssm-parameter':
      return (await facts.exists('AWS::SSM::Parameter::Name', name))
        ? pass(`SSM parameter ${shortText(name, 120)}`)
        : absent('SSM parameter', named, target.region);
  }
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { product, template } = input.target;
  const keys = namingKeys(product, template, ...things);
  if (keys.length === 0) return notNeeded('No parameter names a bucket, secret or SSM parameter.');
  const named = namedBy(input, ...things);
  if (named.length === 0) return notNeeded(`${listed(keys)}: nothing named.`);
  return worst(await Promise.all(named.map((one) => judgeOne(input, one))));
};

export const valuesExist: Check<'values.exist'> = {
  id: 'values.exist',
  category: 'Account',
  title: 'What the values name is there',
  needs: (product, template) => namingKeys(product, template, ...things),
  judge,
};
