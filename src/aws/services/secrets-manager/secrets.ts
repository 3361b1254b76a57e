import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretBeingDeleted } from '../../errors/services.ts';
import type { NamedSecret } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName, awsText, unless } from '../../errors/answer.ts';
import { regionOfArn } from '../../../core/partition.ts';

const client = (aws: AwsConnection, region?: string): SecretsManagerClient =>
  aws.client(SecretsManagerClient, 'secrets', region);

/** A secret waiting to be deleted is there and yet unreadable; only restoring it helps. */
const orPending = async <T>(id: string, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    if (!/marked for deletion|scheduled for deletion/.test(awsText(error))) throw error;
    throw secretBeingDeleted(id, error);
  }
};

/** Text of a secret, or binary read as UTF-8; undefined when there is none of that name. */
export async function secret(aws: AwsConnection, id: string): Promise<string | undefined> {
  const answer = await orPending(
    id,
    unless(
      client(aws, regionOfArn(id)).send(new GetSecretValueCommand({ SecretId: id })),
      ['ResourceNotFoundException'],
      undefined,
    ),
  );
  if (answer === undefined) return undefined;
  return answer.SecretString ?? new TextDecoder().decode(answer.SecretBinary);
}

/** Whether a secret is there and not about to be deleted; its value is not asked for. */
export async function secretExists(aws: AwsConnection, id: string): Promise<boolean> {
  const found = await unless(
    client(aws, regionOfArn(id)).send(new DescribeSecretCommand({ SecretId: id })),
    ['ResourceNotFoundException'],
    undefined,
  );
  return found !== undefined && found.DeletedDate === undefined;
}

/** Those about to be deleted are left out, as AWS does unless told otherwise. */
export async function secrets(aws: AwsConnection): Promise<readonly NamedSecret[]> {
  const found: NamedSecret[] = [];
  for await (const { SecretList = [] } of paginateListSecrets({ client: client(aws) }, { MaxResults: 100 }))
    for (const { Name: name, ARN: arn } of SecretList)
      if (name !== undefined && arn !== undefined) found.push({ name, arn });
  return found;
}

/** Creates, or reads what is there: two runs at once, and every later run, get one and the same value. */
export async function createSecret(
  aws: AwsConnection,
  name: string,
  value: string,
  description: string,
): Promise<{ readonly value: string; readonly created: boolean }> {
  try {
    await orPending(
      name,
      client(aws).send(
        new CreateSecretCommand({
          Name: name,
          SecretString: value,
          Description: description,
          Tags: [{ Key: 'created-by', Value: 'quilt-install' }],
        }),
      ),
    );
    return { value, created: true };
  } catch (error) {
    if (awsName(error) !== 'ResourceExistsException') throw error;
    const existing = await secret(aws, name);
    if (existing === undefined) throw error;
    return { value: existing, created: false };
  }
}

/** At once and for good: a recovery window would keep the name from being used by the next run. */
export async function removeSecret(aws: AwsConnection, name: string): Promise<void> {
  await unless(
    client(aws).send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true })),
    ['ResourceNotFoundException'],
    undefined,
  );
}
