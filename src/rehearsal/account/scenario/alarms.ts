import type { AccountState } from '../state.ts';
import type { ScenarioFile } from './file/file.ts';

/** Alarms of the region the stacks are in. @param at milliseconds since 1970, when they came into their state */
export function addAlarms(account: AccountState, { alarms = [] }: ScenarioFile, at: number): void {
  const { partition, region, id } = account;
  for (const { name, composite = false, state = 'OK', goesOffAfter } of alarms) {
    const arn = `arn:${partition}:cloudwatch:${region}:${id}:alarm:${name}`;
    account.alarms.set(arn, {
      region,
      name,
      arn,
      composite,
      state,
      since: at,
      alarmAfter: goesOffAfter === undefined ? undefined : goesOffAfter * 60_000,
      alarmAt: undefined,
    });
  }
}
