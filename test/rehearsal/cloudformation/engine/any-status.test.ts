import { describe, expect, it } from 'vitest';
import { inProgress, stackStatuses } from '../../../../src/core/stack-status.ts';
import { startEngine } from '../account.ts';

const template = 'Resources: { Topic: { Type: AWS::SNS::Topic }, Bucket: { Type: AWS::S3::Bucket } }';
const broughtTo = async (status: (typeof stackStatuses)[number]) => {
  const engine = startEngine();
  engine.service.seed({ stackName: 'demo', template, parameters: {}, minutesAgo: 60 });
  const { StackId } = await engine.stack('demo');
  engine.service.bringTo('demo', status);
  return { engine, StackId };
};

describe.each(stackStatuses)('a stack found in %s', (status) => {
  it('is shown in it, its newest own event says so, and what was under way comes to an end', async () => {
    const { engine, StackId } = await broughtTo(status);
    expect((await engine.stack(StackId)).StackStatus).toBe(status);
    const own = (await engine.events(StackId)).filter((event) => event.PhysicalResourceId === StackId);
    expect(own.at(-1)?.ResourceStatus).toBe(status);
    await engine.runToEnd();
    const settled = (await engine.stack(StackId)).StackStatus as typeof status;
    if (inProgress(status)) expect(inProgress(settled)).toBe(false);
    else expect(settled).toBe(status);
  });

  it('can be left behind for good', async () => {
    const { engine, StackId } = await broughtTo(status);
    await engine.runToEnd();
    if (status === 'UPDATE_ROLLBACK_FAILED') {
      await engine.call('ContinueUpdateRollback', { StackName: StackId });
      await engine.runToEnd();
      expect((await engine.stack(StackId)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    }
    await engine.call('DeleteStack', { StackName: StackId });
    await engine.runToEnd();
    expect((await engine.stack(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(engine.account.buckets.size).toBe(0);
  });
});
