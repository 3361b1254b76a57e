import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetState } from '../../../core/workload.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { unless } from '../../errors/answer.ts';

/** All targets of a group: the call has no pages. */
export async function targets(
  aws: AwsConnection,
  TargetGroupArn: string,
): Promise<readonly TargetState[] | undefined> {
  const client = aws.client(ElasticLoadBalancingV2Client, 'elb');
  const answer = await unless(
    client.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
    ['TargetGroupNotFound', 'TargetGroupNotFoundException'],
    undefined,
  );
  return answer?.TargetHealthDescriptions?.map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? '',
    state: TargetHealth?.State ?? '',
    description: TargetHealth?.Description ?? TargetHealth?.Reason,
  }));
}
