import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import type { AwsConnection } from '../../connection/connection.ts';

/** ARNs of the region's topics; SNS gives a hundred an answer. */
export async function topics(aws: AwsConnection): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client: aws.client(SNSClient, 'sns') }, {}))
    found.push(...Topics.flatMap(({ TopicArn }) => TopicArn ?? []));
  return found;
}
