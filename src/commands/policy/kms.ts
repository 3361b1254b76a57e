import { parseArn } from '../../account/arn.ts';
import { commandLine } from '../../core/command-line.ts';
import type { CommandResult } from '../../core/command.ts';
import type { NextStep } from '../../core/next-step.ts';
import type { KeyFacts } from '../../core/facts.ts';
import type { Stack } from '../../core/stack.ts';
import type { CommandContext } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { addToPolicy } from './addition.ts';
import { flagNeeded, keyOfAws, nobodyToAdmit, targetMissing } from './errors.ts';

/** To read needs the one, to write the other. */
const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** ARNs of the stack's roles that work on buckets; CloudFormation gives their names, which have no path. */
const bucketRoles = async (
  { connection, product }: Pick<CommandContext<'policy'>, 'connection' | 'product'>,
  stack: Stack,
): Promise<readonly string[]> => {
  const resources = await connection.facts.stackResources(stack.id);
  const wanted = resources.filter(
    ({ logicalId, type, physicalId }) =>
      product.keyPrincipals.includes(logicalId) && type === 'AWS::IAM::Role' && physicalId !== '',
  );
  const roles = await Promise.all(wanted.map(({ physicalId }) => connection.facts.role(physicalId)));
  return roles.flatMap((role) => role?.arn ?? []);
};

const usagePolicy = (key: KeyFacts): object => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'UseBucketKey', Effect: 'Allow', Action: actions, Resource: key.arn }],
});

/** The other half: roles that the product makes by itself need a policy of their own for the key. */
const usageSteps = async (
  context: Pick<CommandContext<'policy'>, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
  key: KeyFacts,
): Promise<readonly NextStep[]> => {
  const { keyPolicyParameter: parameter, keyPolicyStep } = context.product;
  const given = parameter === undefined ? undefined : stack.parameters.get(parameter);
  if (parameter === undefined || given === undefined) return [];
  const { account, partition } = await context.connection.facts.identity();
  const name = `use-key-${key.id.slice(0, 40)}`;
  const arn = `arn:${partition}:iam::${account}:policy/${name}`;
  if (given.split(',').includes(arn)) return [];
  const profile = context.session.options.profile;
  const create = [
    ...['aws', 'iam', 'create-policy', '--policy-name', name],
    ...['--policy-document', JSON.stringify(usagePolicy(key))],
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
  const all = [...given.split(',').filter((one) => one !== ''), arn].join(',');
  return [
    { say: 'Make the policy that lets user roles use the key', run: commandLine(create) },
    {
      say: 'Give it to the stack',
      run: resumeCommand(context, 'upgrade', '--reuse-template', '--param', `${parameter}=${all}`),
    },
    ...(keyPolicyStep === undefined ? [] : [{ say: keyPolicyStep }]),
  ];
};

const keyOf = async ({
  session,
  connection,
}: Pick<CommandContext<'policy'>, 'session' | 'connection'>): Promise<KeyFacts> => {
  const { key: given } = session.options;
  if (given === undefined) throw flagNeeded('kms', "--key, the bucket's key", '--key alias/team-data');
  const { account } = await connection.facts.identity();
  const elsewhere = (parseArn(given)?.account ?? account) !== account;
  const key = elsewhere ? undefined : await connection.facts.key(given);
  if (key === undefined)
    throw targetMissing(
      `key ${given}`,
      'Check --key, --region and --profile; the policy of a key is changed in its own account.',
    );
  if (key.manager === 'AWS') throw keyOfAws(given);
  return key;
};

/** The key of an encrypted bucket admits the stack's roles, and what lets the product's own roles use it is told. */
export async function kms(
  context: Pick<CommandContext<'policy'>, 'session' | 'connection' | 'product' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult> {
  const { connection, product } = context;
  const key = await keyOf(context);
  const principals = await bucketRoles(context, stack);
  if (principals.length === 0) throw nobodyToAdmit(product.title, stack.name);
  const result = await addToPolicy(context, {
    what: `the policy of key ${key.id}`,
    read: () => {
      connection.facts.refresh('keyPolicy');
      return connection.facts.keyPolicy(key.arn);
    },
    write: (document) => connection.policies.setKeyPolicy(key.arn, document),
    grant: { principals, actions, resource: '*' },
    sid: 'UsedByStack',
    words: ['kms', '--key', key.arn],
  });
  const steps = await usageSteps(context, stack, key);
  if (steps.length > 0) connection.emit({ type: 'next', steps });
  return result;
}
