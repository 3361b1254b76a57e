import { DescribeKey$, GetKeyPolicy$, PutKeyPolicy$ } from '@aws-sdk/client-kms';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { KmsKey } from '../account/state.ts';

const bareAlias = (id: string): string =>
  id.includes(':alias/') ? `alias/${id.split(':alias/')[1] ?? ''}` : id;

const keyOf = (id: string, { account, region }: CallContext): KmsKey => {
  const key = [...account.keys.values()].find(
    (candidate) =>
      candidate.region === region &&
      ([candidate.id, candidate.arn].includes(id) || candidate.aliases.includes(bareAlias(id))),
  );
  if (key === undefined) throw new ServiceError('NotFoundException', `Key '${id}' does not exist`);
  return key;
};

/** KMS says that much only; what is wrong with it has to be guessed. */
const assertPolicy = (text: string): void => {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'Statement' in document) return;
  } catch {
    // Falls through to the one refusal there is.
  }
  throw new ServiceError('MalformedPolicyDocumentException', 'The new key policy is malformed.');
};

export const kms: Service = {
  id: 'kms',
  operations: {
    DescribeKey: operation<{ KeyId: string }>(DescribeKey$, ({ KeyId }, context) => {
      const key = keyOf(KeyId, context);
      return {
        KeyMetadata: {
          KeyId: key.id,
          Arn: key.arn,
          AWSAccountId: context.account.id,
          Enabled: true,
          KeyState: 'Enabled',
          KeyManager: key.manager,
        },
      };
    }),
    GetKeyPolicy: operation<{ KeyId: string }>(GetKeyPolicy$, ({ KeyId }, context) => {
      const key = keyOf(KeyId, context);
      // Aliases are refused here, unlike in DescribeKey.
      if (key.aliases.includes(bareAlias(KeyId)))
        throw new ServiceError('InvalidArnException', `Invalid keyId '${KeyId}'`);
      return { Policy: key.policy, PolicyName: 'default' };
    }),
    PutKeyPolicy: operation<{ KeyId: string; Policy: string }>(
      PutKeyPolicy$,
      ({ KeyId, Policy }, context) => {
        const key = keyOf(KeyId, context);
        if (key.manager === 'AWS')
          throw new ServiceError(
            'AccessDeniedException',
            `The policy of an AWS managed key cannot be changed: ${key.arn}`,
          );
        assertPolicy(Policy);
        key.policy = Policy;
      },
    ),
  },
};
