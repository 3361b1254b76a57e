import { describe, expect, it } from 'vitest';
import type { AlarmRecord } from '../../../../src/rehearsal/account/state/alarms.ts';
import { startEngine } from '../account.ts';

const arn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors';
const minutes = (count: number): number => count * 60_000;

const alarmWith = (given: Partial<AlarmRecord>): AlarmRecord => ({
  region: 'us-east-1',
  name: 'errors',
  arn,
  composite: false,
  state: 'OK',
  since: 0,
  alarmAfter: undefined,
  alarmAt: undefined,
  ...given,
});

const engineWith = (given: Partial<AlarmRecord> = {}) => {
  const engine = startEngine();
  engine.account.alarms.set(arn, alarmWith(given));
  return engine;
};

const watched = { RollbackTriggers: [{ Arn: arn, Type: 'AWS::CloudWatch::Alarm' }] };
const body = (name: string): string =>
  `Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${name} } } }`;

const create = async (
  engine: ReturnType<typeof engineWith>,
  RollbackConfiguration: object,
): Promise<string> => {
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody: body('a'), RollbackConfiguration });
  await engine.runToEnd();
  return (await engine.stack(await engine.newestStack())).StackStatus;
};

const update = async (
  engine: ReturnType<typeof engineWith>,
  RollbackConfiguration?: object,
): Promise<string> => {
  await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: body('b'), RollbackConfiguration });
  await engine.runToEnd();
  return (await engine.stack(await engine.newestStack())).StackStatus;
};

const lastReason = async (engine: ReturnType<typeof engineWith>): Promise<string | undefined> =>
  (await engine.events(await engine.newestStack())).findLast(({ ResourceStatus }) =>
    /^(UPDATE_)?ROLLBACK_IN_PROGRESS$/.test(ResourceStatus),
  )?.ResourceStatusReason;

describe('an alarm that can roll a stack back', () => {
  it('and stays quiet lets it be made, once it was watched for as long as was asked', async () => {
    const engine = engineWith();
    expect(await create(engine, { ...watched, MonitoringTimeInMinutes: 10 })).toBe('CREATE_COMPLETE');
    const events = await engine.events(await engine.newestStack());
    const at = (id: string): number => {
      const event = events.findLast(({ LogicalResourceId: one }) => one === id);
      return new Date(event?.Timestamp ?? 0).getTime();
    };
    expect(at('demo') - at('Topic')).toBeGreaterThanOrEqual(minutes(10));
  });

  it.each([
    ['while resources are made', 2_500],
    ['while it is watched afterwards', minutes(5)],
  ])('takes everything back when it goes off %s', async (_, alarmAfter) => {
    const engine = engineWith({ alarmAfter });
    const status = await create(engine, { ...watched, MonitoringTimeInMinutes: 10 });
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(await lastReason(engine)).toContain(arn);
  });

  it('is kept by the stack, and takes an update back', async () => {
    const engine = engineWith();
    await create(engine, { ...watched, MonitoringTimeInMinutes: 10 });
    engine.account.alarms.set(arn, alarmWith({ alarmAfter: minutes(5) }));
    expect(await update(engine)).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('and is gone, or off already, fails the operation before anything is made', async () => {
    const off = engineWith({ state: 'ALARM' });
    expect(await create(off, watched)).toBe('ROLLBACK_COMPLETE');
    const gone = engineWith();
    gone.account.alarms.clear();
    expect(await create(gone, watched)).toBe('ROLLBACK_COMPLETE');
    expect(await lastReason(gone)).toContain('does not exist');
  });
});
