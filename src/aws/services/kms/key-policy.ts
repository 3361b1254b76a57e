import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { AwsConnection } from '../../connection/connection.ts';
import { regionOfArn } from '../../../core/partition.ts';

/** @param keyId id, ARN, or alias (which GetKeyPolicy does not take and must be resolved first). */
export async function keyPolicy(aws: AwsConnection, keyId: string): Promise<string> {
  const client = aws.client(KMSClient, 'kms', regionOfArn(keyId) ?? aws.region);
  const id = keyId.includes('alias/')
    ? (await client.send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata?.Arn
    : keyId;
  const { Policy = '' } = await client.send(
    new GetKeyPolicyCommand({ KeyId: id ?? keyId, PolicyName: 'default' }),
  );
  return Policy;
}
