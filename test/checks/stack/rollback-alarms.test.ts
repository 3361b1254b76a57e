import { stackRollbackAlarms } from '../../../src/checks/stack/rollback-alarms.ts';
import type { Alarm } from '../../../src/core/facts.ts';
import { denied } from '../facts.ts';
import { judgeTable } from '../table.ts';

const arn = (name: string, region = 'us-east-1'): string =>
  `arn:aws:cloudwatch:${region}:123456789012:alarm:${name}`;
const alarm = (name: string, state: Alarm['state']): Alarm => ({
  name,
  arn: arn(name),
  composite: false,
  state,
});
const known = [alarm('calm', 'OK'), alarm('loud', 'ALARM'), alarm('blind', 'INSUFFICIENT_DATA')];
const facts = {
  alarms: (names: readonly string[]) => Promise.resolve(known.filter(({ name }) => names.includes(name))),
};
const rollingBack = (...alarms: readonly string[]) => ({
  facts,
  target: { rollback: { alarms, monitoringMinutes: 0 } },
});

judgeTable(stackRollbackAlarms, [
  ['no alarm', {}, 'skipped'],
  ['only a time to wait', { target: { rollback: { alarms: [], monitoringMinutes: 5 } } }, 'skipped'],
  ['a quiet one', rollingBack(arn('calm')), 'pass', /calm: OK/],
  ['one that is gone', rollingBack(arn('calm'), arn('gone')), 'fail', /no alarm gone in us-east-1/],
  [
    'one of that name in another account',
    rollingBack(arn('calm').replace('123456789012', '210987654321')),
    'fail',
    /no alarm calm/,
  ],
  ['one that is off', rollingBack(arn('calm'), arn('loud')), 'fail', /1 alarm went off.*loud/],
  ['one without data', rollingBack(arn('blind')), 'warn', /No data yet for blind/],
  ['another region', rollingBack(arn('calm', 'eu-west-1')), 'fail', /calm is not in us-east-1/],
  [
    'six of them',
    rollingBack(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => arn(name))),
    'fail',
    /6 alarms.*at most 5/,
  ],
  [
    'not to be looked at',
    { ...rollingBack(arn('calm')), facts: { alarms: denied('cloudwatch:DescribeAlarms') } },
    'unknown',
    /cloudwatch:DescribeAlarms/,
  ],
]);
