import { alarmPlace } from '../../account/alarm.ts';
import type { Options } from '../../core/options.ts';
import { alarmInvalid, monitoringInvalid } from '../errors.ts';
import type { AnsweredRollback } from './answers.ts';
import { monitoringFrom } from './monitoring.ts';
import { optional, type Setting } from './setting.ts';

const monitoringOf = (ms: number | undefined): number | undefined => {
  const minutes = monitoringFrom(ms);
  if (ms !== undefined && minutes === undefined) throw monitoringInvalid();
  return minutes;
};

/** Alarms of both, and the time of the one that wins. */
export function rollbackOf(
  {
    rollbackAlarm: flags = [],
    rollbackMonitoringMs,
  }: Pick<Partial<Options>, 'rollbackAlarm' | 'rollbackMonitoringMs'>,
  answers: AnsweredRollback | undefined,
): Setting<AnsweredRollback | undefined> {
  for (const arn of flags) if (alarmPlace(arn) === undefined) throw alarmInvalid(arn);
  const flagged = monitoringOf(rollbackMonitoringMs);
  const given = flags.length > 0 || flagged !== undefined;
  if (!given) return optional<AnsweredRollback>(undefined, answers);
  const alarms = [...new Set([...(answers?.alarms ?? []), ...flags])];
  return { value: { alarms, monitoringMinutes: flagged ?? answers?.monitoringMinutes }, source: 'flag' };
}
