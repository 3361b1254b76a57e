import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { audit } from '../../../src/rehearsal/account/audit.ts';
import { KeyRing } from '../../../src/rehearsal/account/credentials.ts';
import { parseFaults } from '../../../src/rehearsal/faults/faults.ts';
import { Outages } from '../../../src/rehearsal/faults/outages.ts';
import { ServiceError } from '../../../src/rehearsal/service.ts';

const setting = (...fail: string[]) => {
  const time = { now: 1_000_000 };
  const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
  const keys = new KeyRing(account, () => time.now);
  const outages = new Outages(parseFaults(fail), keys, () => time.now, 1);
  return { time, keys, outages };
};

describe('faults with a time', () => {
  it('count from the first stack operation that succeeds, not from the start', () => {
    const { time, keys, outages } = setting('ExpiredToken@60s');
    const key = keys.current.accessKeyId;
    time.now += 3_600_000;
    outages.tick();
    expect(keys.lookup(key).kind).toBe('caller');
    outages.succeeded('cloudformation', 'CreateChangeSet');
    outages.succeeded('cloudformation', 'ExecuteChangeSet');
    time.now += 59_999;
    outages.tick();
    expect(keys.lookup(key).kind).toBe('caller');
    outages.succeeded('cloudformation', 'DeleteStack');
    time.now += 1;
    outages.tick();
    expect(keys.lookup(key).kind).toBe('expired');
  });

  it('expire the session once: a renewed one stays good, the old one bad', () => {
    const { time, keys, outages } = setting('ExpiredToken@1s');
    const old = keys.current.accessKeyId;
    outages.succeeded('cloudformation', 'CreateStack');
    time.now += 1000;
    outages.tick();
    const renewed = keys.renew().accessKeyId;
    time.now += 1_000_000;
    outages.tick();
    expect([keys.lookup(old).kind, keys.lookup(renewed).kind]).toEqual(['expired', 'caller']);
    expect(keys.lookup('AKIASOMETHINGELSE').kind).toBe('unknown');
  });

  it('break the connection for as long as was said', () => {
    const { time, outages } = setting('Disconnect@30s+1m');
    expect(outages.disconnected()).toBe(false);
    outages.succeeded('cloudformation', 'UpdateStack');
    expect(outages.disconnected()).toBe(false);
    time.now += 30_000;
    expect(outages.disconnected()).toBe(true);
    time.now += 59_999;
    expect(outages.disconnected()).toBe(true);
    time.now += 1;
    expect(outages.disconnected()).toBe(false);
  });
});

describe('stale reads', () => {
  const reading =
    ({ reads }: Outages, service = 'cloudformation') =>
    (operation: string, value: number | ServiceError) => {
      const fresh = value instanceof ServiceError ? { error: value } : { output: { value } };
      const answer = reads.answer(service, operation, { StackName: 's' }, fresh);
      return 'error' in answer ? answer.error.message : (answer.output['value'] ?? answer.output['Stacks']);
    };

  it('answer with what was true before, three times in a row, for CloudFormation’s reads only', () => {
    const { outages } = setting('Stale=0.999');
    const read = reading(outages);
    expect([1, 2, 3, 4, 5, 6].map((value) => read('DescribeStacks', value))).toEqual([1, 1, 1, 1, 5, 5]);
    expect([1, 2].map((value) => read('GetTemplate', value))).toEqual([1, 2]);
    expect([1, 2].map((value) => reading(outages, 's3')('HeadBucket', value))).toEqual([1, 2]);
  });

  it('show the stacks as they were before the last write, on the very first reading too', () => {
    const { outages, time } = setting('Stale=0.999');
    expect(outages.reads.wants('cloudformation', 'ExecuteChangeSet')).toBe(true);
    expect(outages.reads.wants('cloudformation', 'DescribeStacks')).toBe(false);
    outages.reads.remember([{ StackName: 's', StackStatus: 'UPDATE_COMPLETE' }]);
    const read = reading(outages);
    expect(read('DescribeStacks', 1)).toEqual([{ StackName: 's', StackStatus: 'UPDATE_COMPLETE' }]);
    outages.reads.remember([]);
    expect(read('DescribeStacks', 1)).toBe('Stack with id s does not exist');
    time.now += 600_000;
    expect(read('DescribeStacks', 2)).toBe(2);
  });

  it('do not strike unless they are asked for', () => {
    const { outages } = setting();
    outages.reads.remember([]);
    expect(outages.reads.wants('cloudformation', 'DeleteStack')).toBe(false);
    expect([1, 2].map((value) => reading(outages)('DescribeStacks', value))).toEqual([1, 2]);
  });
});

describe('the event history', () => {
  const caller = { arn: 'arn:aws:iam::123456789012:user/rehearsal', userId: 'u', accessKeyId: 'k' };
  const base = { serviceId: 'cloudformation', region: 'us-east-1', caller, at: 5 };

  it('holds writing calls, done and denied, and no value of theirs', () => {
    const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
    audit(account, { ...base, operation: 'DescribeStacks', input: { StackName: 's' } });
    const input = { StackName: 's', Parameters: [{ ParameterValue: 'hunter2' }] };
    audit(account, { ...base, operation: 'CreateStack', input });
    const error = new ServiceError('AccessDenied', 'not allowed', 403);
    audit(account, { ...base, operation: 'DeleteStack', input: { StackName: 's' }, error });
    expect(account.trailEvents.map(({ name }) => name)).toEqual(['CreateStack', 'DeleteStack']);
    expect(JSON.stringify(account.trailEvents)).not.toContain('hunter2');
    expect(account.trailEvents[1]?.record).toContain('"errorCode":"AccessDenied"');
    expect(account.trailEvents[0]?.resources).toEqual([{ type: 'AWS::CloudFormation::Stack', name: 's' }]);
  });

  it('names the stack of a change set that is executed by its ARN alone', () => {
    const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
    const Id = 'arn:aws:cloudformation:us-east-1:123456789012:changeSet/c/1';
    const StackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt/1';
    audit(account, {
      ...base,
      operation: 'CreateChangeSet',
      input: { StackName: StackId },
      output: { Id, StackId },
    });
    audit(account, { ...base, operation: 'ExecuteChangeSet', input: { ChangeSetName: Id } });
    expect(account.trailEvents.map(({ resources }) => resources[0]?.name)).toEqual(['quilt', 'quilt']);
  });
});
