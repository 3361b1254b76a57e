import {
  CloudWatchLogsClient,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogsResourcePolicy } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { resourcePolicyTaken } from '../../errors/services.ts';

/** The SDK has no paginator for this one. */
export async function resourcePolicies(aws: AwsConnection): Promise<readonly LogsResourcePolicy[]> {
  const client = aws.client(CloudWatchLogsClient, 'logs');
  const found: LogsResourcePolicy[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new DescribeResourcePoliciesCommand({ nextToken }));
    for (const { policyName = '', policyDocument = '' } of page.resourcePolicies ?? [])
      found.push({ name: policyName, document: policyDocument });
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** PutResourcePolicy writes over a policy of the same name, which may be what another service lives on. */
export async function addResourcePolicy(aws: AwsConnection, name: string, document: string): Promise<void> {
  if ((await resourcePolicies(aws)).some((one) => one.name === name)) throw resourcePolicyTaken(name);
  await aws
    .client(CloudWatchLogsClient, 'logs')
    .send(new PutResourcePolicyCommand({ policyName: name, policyDocument: document }));
}
