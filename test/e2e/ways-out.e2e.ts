import { afterAll, describe, expect, it } from 'vitest';
import type { StackStatus } from '../../src/core/stack-status.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import type { EventLine } from './bundle.ts';
import { runOn, type RunResult } from './in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const accounts: RehearsalAccount[] = [];
afterAll(() => Promise.all(accounts.map((account) => account.close())));

const installed = async (): Promise<RehearsalAccount> => {
  const account = await rehearsalAccount({
    scenario: 'installed',
    speed: 2_000,
  });
  accounts.push(account);
  return account;
};

const confirmed = ['--yes', '--confirm', 'quilt'];
const of = ({ events }: RunResult, type: string): readonly EventLine[] =>
  events.filter((line) => line.type === type);
const notes = (ran: RunResult): string =>
  of(ran, 'note')
    .flatMap((line) => [String(line['message']), ...((line['detail'] as string[] | undefined) ?? [])])
    .join('\n');
describe.concurrent('recover', () => {
  it.each<[StackStatus, StackStatus]>([
    ['UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE'],
    ['UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE'],
    ['CREATE_FAILED', 'ROLLBACK_COMPLETE'],
  ])('takes a stack in %s back to %s', async (from, to) => {
    const account = await installed();
    account.cloudformation.bringTo('quilt', from);
    const ran = await runOn(account, ['recover', ...confirmed]);
    expect(ran.code, ran.stderr + JSON.stringify(ran.events.at(-1))).toBe(0);
    expect(of(ran, 'settled').at(-1)).toMatchObject({ status: to, succeeded: true });
  });

  it('leads on to the next command once it is done', async () => {
    const account = await installed();
    account.cloudformation.bringTo('quilt', 'ROLLBACK_COMPLETE');
    const ran = await runOn(account, ['recover', ...confirmed, '--output', 'text']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/Stack deleted[^]*its name is free[^]*quilt-install install/);
  });

  it('skips what is named and nothing else, and says what that means', async () => {
    const account = await installed();
    account.cloudformation.bringTo('quilt', 'UPDATE_ROLLBACK_FAILED');
    const refused = await runOn(account, ['recover', ...confirmed, '--skip', 'LoadBalancer']);
    expect(refused.code).toBe(2);
    const [error] = of(refused, 'error');
    expect(error).toMatchObject({ code: 'skip-refused' });
    const possible = /What can be skipped: (\w+)/.exec(String(error?.['hint']))?.[1] ?? '';
    const ran = await runOn(account, ['recover', ...confirmed, '--skip', possible]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(notes(ran)).toMatch(new RegExp(`Skipping ${possible}: CloudFormation will call it rolled back`));
  });
});

describe.concurrent('uninstall', () => {
  const records = (account: RehearsalAccount): readonly string[] =>
    [...account.state.zones.values()].flatMap((zone) =>
      zone.records.filter(({ name }) => name.startsWith('quilt')).map(({ name, type }) => `${name} ${type}`),
    );

  it('removes the DNS records of this balancer, and counts to a total that stays', async () => {
    const account = await installed();
    expect((await runOn(account, ['dns', '--apply', '--yes'])).code).toBe(0);
    expect(records(account)).not.toEqual([]);
    const ran = await runOn(account, ['uninstall', ...confirmed]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(records(account)).toEqual([]);
    expect(notes(ran)).toMatch(/DNS records removed/);
    const totals = new Set(of(ran, 'stack').map(({ total }) => total));
    expect(totals.size).toBe(1);
    expect(of(ran, 'stack').at(-1)).toMatchObject({ done: [...totals][0] });
  });

  it('names what stays before it asks', async () => {
    const account = await installed();
    const ran = await runOn(account, ['uninstall', '--non-interactive']);
    expect(ran.code).toBe(2);
    expect(of(ran, 'error')[0]).toMatchObject({ code: 'confirm-missing' });
    expect(notes(ran)).toMatch(
      /What stays[^]*DB: AWS::RDS::DBInstance \S+ \(as a snapshot\)[^]*secret quilt-install\/quilt\/DBPassword[^]*team-data buckets/,
    );
    expect(account.calls().map(({ operation }) => operation)).not.toContain('DeleteStack');
  });
});
