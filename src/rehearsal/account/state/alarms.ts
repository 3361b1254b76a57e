/** A CloudWatch alarm. */
export interface AlarmRecord {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly composite: boolean;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly since: number;
  /** It goes off so many milliseconds after a stack operation that it can roll back began. */
  readonly alarmAfter: number | undefined;
  /** The moment of that, once such an operation has begun. */
  alarmAt: number | undefined;
}

export const isOff = ({ state, alarmAt }: AlarmRecord, now: number): boolean =>
  state === 'ALARM' || (alarmAt !== undefined && alarmAt <= now);
