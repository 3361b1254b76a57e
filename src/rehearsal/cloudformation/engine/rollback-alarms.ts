import { isOff, type AlarmRecord } from '../../account/state/alarms.ts';
import type { Definition } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import type { Story, Timer } from '../time/story.ts';
import { OperationFailed } from './operation.ts';

/*
 * Rollback triggers as docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html tells of
 * them. What CloudFormation says in its events when one goes off is written down nowhere; these words are ours.
 */

const arnsOf = ({ rollback }: Definition): readonly string[] =>
  (rollback.RollbackTriggers ?? []).map(({ Arn = '' }) => Arn);

const alarmsOf = ({ account }: World, definition: Definition): readonly AlarmRecord[] =>
  arnsOf(definition).flatMap((arn) => account.alarms.get(arn) ?? []);

const wentOff = ({ arn }: AlarmRecord): string => `Rollback trigger ${arn} is in ALARM state`;

/** The one that goes off first, if it does by then. */
const nextToGoOff = (alarms: readonly AlarmRecord[], until = Infinity): AlarmRecord | undefined =>
  alarms
    .filter(({ alarmAt }) => alarmAt !== undefined && alarmAt <= until)
    .toSorted((a, b) => (a.alarmAt ?? 0) - (b.alarmAt ?? 0))[0];

/** Why an operation fails before anything is made: an alarm is missing, or off already. */
export function alarmFault(world: World, definition: Definition): string | undefined {
  const { account, timeline } = world;
  const missing = arnsOf(definition).find((arn) => !account.alarms.has(arn));
  if (missing !== undefined) return `Rollback trigger ${missing} does not exist`;
  const alarms = alarmsOf(world, definition);
  const off = alarms.find((alarm) => isOff(alarm, timeline.now()));
  if (off !== undefined) return wentOff(off);
  for (const alarm of alarms)
    if (alarm.alarmAfter !== undefined) alarm.alarmAt ??= timeline.now() + alarm.alarmAfter;
  return undefined;
}

/** While resources are made. @param goOff told why */
export function watchAlarms(
  world: World,
  definition: Definition,
  goOff: (failure: OperationFailed) => void,
): Timer | undefined {
  const first = nextToGoOff(alarmsOf(world, definition));
  if (first === undefined) return undefined;
  const wait = Math.max(0, (first.alarmAt ?? 0) - world.timeline.now());
  return world.timeline.after(wait, () => goOff(new OperationFailed(wentOff(first))));
}

/** Once all is in place, before anything old is removed. @throws OperationFailed */
export function* monitor(world: World, definition: Definition): Story {
  const begun = world.timeline.now();
  const until = begun + (definition.rollback.MonitoringTimeInMinutes ?? 0) * 60_000;
  const off = nextToGoOff(alarmsOf(world, definition), until);
  const end = off?.alarmAt ?? until;
  if (end > begun) yield end - begun;
  if (off !== undefined) throw new OperationFailed(wentOff(off));
}
