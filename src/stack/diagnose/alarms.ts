import { alarmName, alarmPlace } from '../../account/alarm.ts';
import type { Alarm } from '../../core/facts.ts';
import type { Facts } from '../../core/ports.ts';
import { turnsBack } from '../../core/stack-status.ts';
import type { RootCause, StackEvent } from '../../core/stack.ts';
import { shortText } from '../../core/text.ts';
import { isOwnEvent } from '../events/operation.ts';

/** Where alarms are looked up; absent: nowhere. */
export interface AlarmReading {
  readonly facts?: Pick<Facts, 'alarms' | 'refresh'>;
}

/** A reason may name the alarm; ARNs hold no comma, and no space but in the name. */
const arnsIn = (text: string): readonly string[] =>
  (text.match(/arn:[a-z-]+:cloudwatch:[a-z0-9-]+:\d{12}:alarm:[^\s,;\]")]+/g) ?? []).filter(
    (arn) => alarmPlace(arn) !== undefined,
  );

/** When the stack turned back: an alarm that goes off later, days perhaps, turned nothing. */
const turnedAt = (events: readonly StackEvent[]): number =>
  events.find((event) => isOwnEvent(event) && event.path.length === 0 && turnsBack(event.status))?.at ??
  Infinity;

/** Went off while the operation went forward. @param from milliseconds since 1970, by AWS's clock */
const wentOff = ({ state, since }: Alarm, from: number, until: number): boolean =>
  state === 'ALARM' && (since ?? from) >= from && (since ?? until) <= until;

/**
 * The alarm that made CloudFormation turn back. How its events say so is documented nowhere, so the alarms themselves
 * are asked.
 * @param cause the stack's own reason for going back
 * @param guards ARNs of the alarms that can roll the stack back
 * @param events of the operation
 */
export async function alarmCause(
  cause: RootCause | undefined,
  guards: readonly string[],
  events: readonly StackEvent[],
  { facts }: AlarmReading,
): Promise<RootCause | undefined> {
  if (cause !== undefined && cause.resourceType !== 'AWS::CloudFormation::Stack') return undefined;
  const arns = [...new Set([...arnsIn(cause?.reason ?? ''), ...guards])];
  const [first] = events;
  if (facts === undefined || arns.length === 0 || first === undefined) return undefined;
  facts.refresh('alarms');
  const found = await facts.alarms(arns.map(alarmName)).catch((): readonly Alarm[] => []);
  const begun = events.reduce((earliest, { at }) => Math.min(earliest, at), first.at);
  const [guilty] = found
    .filter(({ arn }) => arns.includes(arn))
    .filter((alarm) => wentOff(alarm, begun, turnedAt(events)));
  if (guilty === undefined) return undefined;
  const why = guilty.stateReason === undefined ? '' : `: ${shortText(guilty.stateReason, 300)}`;
  return {
    logicalId: cause?.logicalId ?? first.stackName,
    resourceType: 'AWS::CloudFormation::Stack',
    reason: `Alarm ${guilty.name} went off${why}`,
  };
}
