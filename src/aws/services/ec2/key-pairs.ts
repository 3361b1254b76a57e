import { DescribeKeyPairsCommand } from '@aws-sdk/client-ec2';
import type { AwsConnection } from '../../connection/connection.ts';
import { ec2Client } from './network.ts';

/** Names of the region's key pairs; EC2 gives them all in one answer. */
export async function keyPairs(aws: AwsConnection): Promise<readonly string[]> {
  const { KeyPairs = [] } = await ec2Client(aws).send(new DescribeKeyPairsCommand({}));
  return KeyPairs.flatMap(({ KeyName }) => KeyName ?? []);
}
