import { roleName } from '../../account/arn.ts';
import { ownedIds } from '../../account/owned.ts';
import { statementsOf, type Statement } from '../../account/policy-document.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Identity } from '../../core/facts.ts';
import type { Product } from '../../core/product.ts';
import { eachBucket, ourBucket } from './bucket.ts';
import { fail, listed, pass, warn } from '../verdicts.ts';

/** `alias/aws/s3` and no key at all: AWS's own key admits everyone in the account who may use the bucket. */
const ownedByAws = (keyId: string | undefined): boolean => keyId === undefined || /alias\/aws\//.test(keyId);

/** A key policy that names the account lets IAM policies of the account decide. */
const delegates = (statements: readonly Statement[], { account, partition }: Identity): boolean =>
  statements.some(
    (one) =>
      one.effect === 'Allow' &&
      !one.conditional &&
      one.principals.some((name) =>
        [`AWS:arn:${partition}:iam::${account}:root`, `AWS:${account}`, 'AWS:*', '*'].includes(name),
      ),
  );

const names = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(
    statements
      .filter((one) => one.effect === 'Allow')
      .flatMap((one) => one.principals)
      .map((principal) => roleName(principal.replace(/^AWS:/, ''))),
  );

/** The stack's own roles that must read and write; none exist before it is created. */
const ownRoles = async ({ facts, target }: CheckInput): Promise<readonly string[]> => {
  if (target.kind === 'create') return [];
  const wanted = target.product.keyPrincipals;
  const resources = await facts.stackResources(target.stackName);
  return ownedIds(
    resources.filter((resource) => wanted.includes(resource.logicalId)),
    'AWS::IAM::Role',
  );
};

const roleNames = ({ keyPrincipals }: Product): string =>
  keyPrincipals.length === 0 ? '' : ` (${listed(keyPrincipals, 6)})`;

const afterwards = (bucket: string, { target: { product } }: CheckInput): string => {
  const { keyPolicyParameter: parameter } = product;
  const named = parameter === undefined ? '' : `, and name a policy that allows the key in ${parameter}`;
  return `Let the key's policy admit the stack's roles${roleNames(product)} for kms:Decrypt and kms:GenerateDataKey once they exist${named}; until then nobody reads ${bucket} through the stack.`;
};

const letPoliciesAllow = ({ target: { product } }: CheckInput): string =>
  `Make sure that a policy ${product.keyPolicyParameter === undefined ? 'of theirs' : `in ${product.keyPolicyParameter}`} allows kms:Decrypt and kms:GenerateDataKey on this key.`;

const judgeKey = async (input: CheckInput, bucket: string, keyId: string): Promise<Verdict> => {
  const [policy, identity, roles] = await Promise.all([
    input.facts.keyPolicy(keyId),
    input.facts.identity(),
    ownRoles(input),
  ]);
  const statements = statementsOf(policy);
  if (input.target.kind === 'create')
    return warn(`s3://${bucket} is encrypted with your key ${keyId}.`, afterwards(bucket, input));
  const admitted = names(statements);
  const missing = roles.filter((role) => !admitted.has(role));
  if (missing.length === 0) return pass(`The key of s3://${bucket} admits the stack's roles.`);
  if (delegates(statements, identity))
    return warn(
      `The key of s3://${bucket} leaves it to IAM policies whether ${listed(missing, 6)} may use it.`,
      letPoliciesAllow(input),
    );
  return fail(
    `The key of s3://${bucket} does not admit ${listed(missing, 6)}, so the stack cannot read it.`,
    `Add them to the key's policy for kms:Decrypt and kms:GenerateDataKey: aws kms put-key-policy --key-id ${keyId}.`,
  );
};

const judge = async (input: CheckInput, bucket: string): Promise<Verdict> => {
  const encryption = await input.facts.bucketEncryption(bucket);
  if (encryption === undefined || !encryption.algorithm.startsWith('aws:kms'))
    return pass(
      `s3://${bucket}: ${encryption?.algorithm ?? 'AES256'}, readable to whoever may read the bucket.`,
    );
  const { keyId } = encryption;
  if (keyId === undefined || ownedByAws(keyId))
    return pass(`s3://${bucket}: ${encryption.algorithm}, AWS's own key.`);
  return judgeKey(input, bucket, keyId);
};

export const bucketEncryption: Check<'s3.bucket-encryption'> = {
  id: 's3.bucket-encryption',
  category: 'Team data',
  title: "The bucket's encryption lets the stack read",
  judge: eachBucket(ourBucket(judge)),
};
