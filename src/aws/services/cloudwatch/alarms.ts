import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Alarm } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';

/** What both kinds of alarm have in common. */
interface WireAlarm {
  readonly AlarmName?: string;
  readonly AlarmArn?: string;
  readonly StateValue?: Alarm['state'];
  readonly StateReason?: string;
  readonly StateTransitionedTimestamp?: Date;
}

const readAlarm = (one: WireAlarm, composite: boolean): Alarm => ({
  name: one.AlarmName ?? '',
  arn: one.AlarmArn ?? '',
  composite,
  state: one.StateValue ?? 'INSUFFICIENT_DATA',
  stateReason: one.StateReason,
  since: one.StateTransitionedTimestamp?.getTime(),
});

/** One call for all of them. Left to itself, DescribeAlarms tells of no composite ones. */
export async function alarms(aws: AwsConnection, names: readonly string[]): Promise<readonly Alarm[]> {
  if (names.length === 0) return [];
  const answer = await aws.client(CloudWatchClient, 'cloudwatch').send(
    new DescribeAlarmsCommand({
      AlarmNames: [...names],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    }),
  );
  return [
    ...(answer.MetricAlarms ?? []).map((one) => readAlarm(one, false)),
    ...(answer.CompositeAlarms ?? []).map((one) => readAlarm(one, true)),
  ];
}
