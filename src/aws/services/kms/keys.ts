import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import type { KeyFacts } from '../../../core/facts.ts';
import { regionOfArn } from '../../../core/partition.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

const clientFor = (aws: AwsConnection, keyId: string): KMSClient =>
  aws.client(KMSClient, 'kms', regionOfArn(keyId) ?? aws.region);

/** The one policy a key has. */
const onlyPolicy = 'default';

/** @param keyId id, ARN or alias */
export async function key(aws: AwsConnection, keyId: string): Promise<KeyFacts | undefined> {
  const call = clientFor(aws, keyId).send(new DescribeKeyCommand({ KeyId: keyId }));
  // An id that no key can have is refused as invalid, not as absent.
  const names = ['NotFoundException', 'InvalidArnException', 'ValidationException'];
  const {
    KeyId = keyId,
    Arn = keyId,
    KeyManager,
  } = (await unless(call, names, undefined))?.KeyMetadata ?? {};
  if (KeyManager === undefined) return undefined;
  return { id: KeyId, arn: Arn, manager: KeyManager };
}

/** @param keyId id, ARN, or alias (which GetKeyPolicy does not take and must be resolved first). */
export async function keyPolicy(aws: AwsConnection, keyId: string): Promise<string> {
  const id = keyId.includes('alias/') ? (await key(aws, keyId))?.arn : keyId;
  const { Policy = '' } = await clientFor(aws, keyId).send(
    new GetKeyPolicyCommand({ KeyId: id ?? keyId, PolicyName: onlyPolicy }),
  );
  return Policy;
}

/** @param document the whole policy, JSON text; KMS refuses one that would lock its own caller out */
export async function setKeyPolicy(aws: AwsConnection, keyArn: string, document: string): Promise<void> {
  await clientFor(aws, keyArn).send(
    new PutKeyPolicyCommand({ KeyId: keyArn, PolicyName: onlyPolicy, Policy: document }),
  );
}
