import { alarmName, alarmPlace } from '../../account/alarm.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Alarm } from '../../core/facts.ts';
import { counted, fail, listed, notNeeded, pass, warn } from '../verdicts.ts';

/** RollbackTriggers of one stack, in CloudFormation's quotas. */
const most = 5;

const remedy = (region: string): string =>
  `One that the stack has from before goes by an update in the CloudFormation console. To see them: aws cloudwatch describe-alarms --region ${region}`;

const misplaced = (arns: readonly string[], region: string): readonly string[] =>
  arns.filter((arn) => alarmPlace(arn)?.region !== region);

const names = (arns: readonly string[]): string => listed(arns.map(alarmName), most);

/** An alarm that is gone fails the whole operation; one that is off already rolls it back. */
const judgeStates = (arns: readonly string[], found: readonly Alarm[], region: string): Verdict => {
  const byArn = new Map(found.map((alarm) => [alarm.arn, alarm]));
  const gone = arns.filter((arn) => !byArn.has(arn));
  if (gone.length > 0)
    return fail(
      `There is no alarm ${names(gone)} in ${region}: the operation would fail and be rolled back.`,
      `Correct the name, or make the alarm first. ${remedy(region)}`,
    );
  const inState = (state: Alarm['state']): readonly string[] =>
    arns.filter((arn) => byArn.get(arn)?.state === state);
  const off = inState('ALARM');
  if (off.length > 0)
    return fail(
      `${counted(off.length, 'alarm')} went off before anything began: ${names(off)}. The operation would be rolled back.`,
      `Find out why, and begin once it is OK again. ${remedy(region)}`,
    );
  const blind = inState('INSUFFICIENT_DATA');
  if (blind.length > 0)
    return warn(
      `No data yet for ${names(blind)}: without any it cannot go off.`,
      'Go on if its data come with the stack; else see whether its metric is still written.',
    );
  return pass(`${names(arns)}: OK`);
};

const judge = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  const { region, rollback } = target;
  const arns = rollback?.alarms ?? [];
  if (arns.length === 0) return notNeeded('No alarm is to roll this back.');
  if (arns.length > most)
    return fail(
      `${arns.length} alarms would roll this back, and CloudFormation watches at most ${most}: ${names(arns)}.`,
      `Name fewer, or put some into a composite alarm. ${remedy(region)}`,
    );
  const elsewhere = misplaced(arns, region);
  if (elsewhere.length > 0)
    return fail(
      `${names(elsewhere)} ${elsewhere.length === 1 ? 'is' : 'are'} not in ${region}: CloudFormation watches alarms of the stack’s own region only.`,
      `Name alarms of ${region}. ${remedy(region)}`,
    );
  return judgeStates(arns, await facts.alarms(arns.map(alarmName)), region);
};

export const stackRollbackAlarms: Check<'stack.rollback-alarms'> = {
  id: 'stack.rollback-alarms',
  category: 'Stack',
  title: 'The alarms that roll back are quiet',
  judge,
};
