import { describe, expect, it, onTestFinished } from 'vitest';
import { uninstall } from '../../../src/commands/uninstall/uninstall.ts';
import type { CallHook } from '../../../src/rehearsal/faults/call-fault.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { attended, notes, type Attended } from '../attended.ts';
import { runOn, type RunResult } from '../../e2e/in-process.ts';
import { small } from '../../e2e/small-templates.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';

const installed = (more: Partial<RehearsalOptions>): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, { ...briefStacks, scenario: 'installed', ...more });

const isProtected = async ({ session }: Attended): Promise<boolean | undefined> =>
  (await (await session.connect()).stacks.describe('quilt'))?.terminationProtection;

describe('a delete that leaves something behind', () => {
  const fails = { scenario: 'ready', fail: ['Topic@delete'] };
  const template = () =>
    small('Resources: { Queue: { Type: AWS::SQS::Queue }, Topic: { Type: AWS::SNS::Topic } }');
  const stuck = async (): Promise<RehearsalAccount> => {
    const on = await accountOfTest({ onTestFinished }, { ...briefStacks, ...fails });
    await runOn(on, ['install', ...template(), '--dns', 'none', '--yes']);
    expect((await runOn(on, ['uninstall', '--yes', '--confirm', 'quilt'])).code).toBe(6);
    return on;
  };
  const told = ({ events }: RunResult): string =>
    events
      .filter(({ type }) => type === 'note')
      .map((note) => JSON.stringify([note['message'], note['detail']]))
      .join('\n');

  it.each([
    [
      ['uninstall', '--retain', 'Topic'],
      /will be deleted, and nothing else\..*- Topic: AWS::SNS::Topic arn:/,
    ],
    [['recover', '--retain', 'Topic'], /Topic .* could not be deleted/],
    [['uninstall', '--force'], /what cannot be deleted \(--force\)/],
  ])('tells with %j what that is, and where', async (words, before) => {
    const ran = await runOn(await stuck(), [...words, '--yes', '--confirm', 'quilt']);
    expect(ran.code).toBe(0);
    expect(told(ran)).toMatch(before);
    expect(told(ran)).toMatch(/What stays, outside of any stack.*- Topic: AWS::SNS::Topic arn:aws:sns:/);
  });
});

describe('termination protection, lifted for a delete that does not begin', () => {
  it('is put back where AWS denies the delete, and that is said', async () => {
    const on = await installed({ fail: ['Deny=cloudformation:DeleteStack'] });
    const run = attended(on, ['uninstall', '--yes', '--confirm', 'quilt']);
    await expect(uninstall(run.session)).rejects.toMatchObject({ code: 'aws-denied' });
    expect(await isProtected(run)).toBe(true);
    expect(notes(run).join('\n')).toMatch(/quilt was not deleted; its termination protection[^]*is on again/);
  });

  it('is put back where another operation came first', async () => {
    const on: RehearsalAccount = await installed({
      onCall: (moment) => {
        const last = on.calls().at(-1)?.operation;
        if (moment === 'done' && last === 'UpdateTerminationProtection')
          on.cloudformation.bringTo('quilt', 'UPDATE_ROLLBACK_IN_PROGRESS');
        return undefined;
      },
    });
    const run = attended(on, ['uninstall', '--yes', '--confirm', 'quilt']);
    await expect(uninstall(run.session)).rejects.toMatchObject({ code: 'stack-busy' });
    expect(await isProtected(run)).toBe(true);
  });

  it('is told with the command that switches it on where it cannot be put back', async () => {
    const on: RehearsalAccount = await installed({
      fail: ['Deny=cloudformation:DeleteStack'],
      onCall: (moment) => {
        if (moment === 'done' && on.calls().at(-1)?.operation === 'UpdateTerminationProtection')
          on.state.permissions = {
            deny: new Set(['cloudformation:DeleteStack', 'cloudformation:UpdateTerminationProtection']),
          };
        return undefined;
      },
    });
    const run = attended(on, ['uninstall', '--yes', '--confirm', 'quilt']);
    await expect(uninstall(run.session)).rejects.toMatchObject({ code: 'aws-denied' });
    expect(notes(run).join('\n')).toMatch(/--enable-termination-protection --stack-name quilt/);
  });
});

describe('DNS records of a stack that is gone', () => {
  const removing = async (onCall: CallHook, env: Readonly<Record<string, string>> = {}) => {
    let begun = false;
    const on = await installed({ onCall: (...call) => (begun ? onCall(...call) : undefined) });
    expect((await runOn(on, ['dns', '--apply', '--yes'])).code).toBe(0);
    begun = true;
    const { code, events } = await runOn(on, ['uninstall', '--yes', '--confirm', 'quilt'], undefined, env);
    const records = [...on.state.zones.values()].flatMap((zone) => zone.records.map(({ name }) => name));
    return {
      code,
      told: events.map(({ message }) => message),
      left: records.filter((one) => /^quilt/.test(one)),
    };
  };

  it('are told as removed where the answer to that was lost', async () => {
    let lost = 0;
    const { code, told, left } = await removing((moment, { operation }) =>
      operation === 'ChangeResourceRecordSets' && moment === 'done' && ++lost === 1 ? 'hang up' : undefined,
    );
    expect([code, lost, left]).toEqual([0, 2, []]);
    expect(told).toContain('3 DNS records removed.');
  });

  it('are told where somebody made them meanwhile', async () => {
    const on: RehearsalAccount = await installed({
      onCall: (moment, { operation }) => {
        const [balancer] = on.state.loadBalancers.values();
        const [zone] = on.state.zones.values();
        if (moment !== 'arrived' || operation !== 'DeleteStack' || !balancer || !zone) return undefined;
        const alias = { dnsName: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false };
        zone.records = [...zone.records, { name: 'quilt.data.example.com.', type: 'A', values: [], alias }];
        return undefined;
      },
    });
    const { code, events } = await runOn(on, ['uninstall', '--yes', '--confirm', 'quilt']);
    expect(code).toBe(0);
    expect(
      events.find(({ message }) => String(message).startsWith('DNS records made meanwhile')),
    ).toMatchObject({
      detail: ['quilt.data.example.com A in zone example.com (Z00000000000000000001)'],
    });
  });

  it('are told as left where Route 53 was not reached, as far as anybody knows', async () => {
    const { code, told, left } = await removing(
      (moment, { operation }) =>
        operation === 'ChangeResourceRecordSets' && moment === 'arrived' ? 'hang up' : undefined,
      { AWS_MAX_ATTEMPTS: '1' },
    );
    expect([code, left.length]).toEqual([0, 3]);
    expect(told).toContainEqual(
      expect.stringMatching(/^AWS did not say whether the DNS records were removed: /),
    );
  });
});
