import { describe, expect, it, onTestFinished } from 'vitest';
import { backup } from '../../../src/commands/backup/backup.ts';
import { Interrupts } from '../../../src/core/interrupts.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { runOn } from '../../e2e/in-process.ts';
import { attended } from '../attended.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';

const installed = (more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, { ...briefStacks, scenario: 'installed', ...more });

const called = (on: RehearsalAccount): readonly string[] => on.calls().map(({ operation }) => operation);
const made = (on: RehearsalAccount): readonly string[] => [...on.state.databaseSnapshots.keys()];
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('backup', () => {
  it('makes a manual snapshot, waits for it, and says how to restore it', async () => {
    const on = await installed();
    const { code, stdout, stderr } = await runOn(on, ['backup', '--yes', '--output', 'text']);
    const [id = ''] = made(on);
    expect(code).toBe(0);
    expect(id).toMatch(/^quilt-install-quilt-db-\d{14}$/);
    expect(stdout).toContain(id);
    expect(stdout).toMatch(/manual · available · 20 GB/);
    expect(stderr).toContain(`--db-snapshot-identifier ${id}`);
  });

  it('is an event of a script, and listed by the next run', async () => {
    const on = await installed();
    await runOn(on, ['backup', '--yes']);
    const { code, events } = await runOn(on, ['backup', '--list']);
    expect(code).toBe(0);
    expect(events.filter(({ type }) => type === 'snapshot')).toMatchObject([
      { id: made(on)[0], logicalId: 'DB', snapshotType: 'manual', status: 'available', gigabytes: 20 },
    ]);
    expect(called(on).filter((name) => name === 'CreateDBSnapshot')).toHaveLength(1);
  });

  it('makes none without a yes', async () => {
    const on = await installed();
    await expect(backup(attended(on, ['backup']).session)).rejects.toMatchObject({ code: 'consent-missing' });
    const person = attended(on, ['backup'], () => false);
    await expect(backup(person.session)).rejects.toMatchObject({ code: 'plan-declined' });
    expect(made(on)).toEqual([]);
  });

  it('says so where AWS refuses', async () => {
    const on = await installed();
    for (const database of on.state.databases.values()) database.status = 'modifying';
    const { code, stderr } = await runOn(on, ['backup', '--yes', '--output', 'text']);
    expect(code).toBe(3);
    expect(flat(stderr)).toMatch(/No snapshot of DB \(RDS instance [^)]*\) was made: .*available/);
  });

  it('names the missing permission', async () => {
    const on = await installed({ fail: ['Deny=rds:CreateDBSnapshot'] });
    const { code, stderr } = await runOn(on, ['backup', '--yes', '--output', 'text']);
    expect(code).toBe(10);
    expect(stderr).toContain('rds:CreateDBSnapshot');
  });

  it('stops waiting on Ctrl-C and says that the snapshot goes on', async () => {
    const interrupts = new Interrupts();
    const on = await installed({
      onCall: (moment, { operation }) => {
        if (moment === 'done' && operation === 'DescribeDBSnapshots') interrupts.interrupt('SIGINT');
        return undefined;
      },
    });
    const { code, stderr } = await runOn(on, ['backup', '--yes', '--output', 'text'], interrupts);
    expect(code).toBe(130);
    expect(flat(stderr)).toMatch(
      /Snapshot quilt-install-quilt-db-\d+ goes on in AWS; nothing else was changed/,
    );
  });
});

const aurora = JSON.stringify({
  Parameters: { From: { Type: 'String', Default: '' } },
  Conditions: { Fresh: { 'Fn::Equals': [{ Ref: 'From' }, ''] } },
  Resources: {
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        Engine: 'aurora-postgresql',
        SnapshotIdentifier: { 'Fn::If': ['Fresh', { Ref: 'AWS::NoValue' }, { Ref: 'From' }] },
      },
    },
    Member: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.t4g.medium' },
    },
  },
});
const outside = JSON.stringify({
  Parameters: { Host: { Type: 'String' } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
});

const other = async (template: string, parameters: Readonly<Record<string, string>> = {}) => {
  const on = await accountOfTest({ onTestFinished }, briefStacks);
  on.cloudformation.seed({ stackName: 'other', template, parameters, minutesAgo: 30 });
  return on;
};
const words = ['backup', '--yes', '--stack-name', 'other', '--output', 'text'];

describe('backup of another database', () => {
  it('of Aurora is one of the cluster, members and all, with the parameter that restores it', async () => {
    const on = await other(aurora);
    const { code, stderr } = await runOn(on, words);
    expect(code).toBe(0);
    expect(called(on)).toContain('CreateDBClusterSnapshot');
    expect(called(on)).not.toContain('CreateDBSnapshot');
    expect(stderr).toContain(`--engine aurora-postgresql --snapshot-identifier ${made(on)[0] ?? '-'}`);
    expect(stderr).toContain(`--param From=${made(on)[0] ?? '-'} --reuse-template`);
  });

  it('of Aurora has a name as long as RDS takes one for a cluster', async () => {
    const on = await accountOfTest({ onTestFinished }, briefStacks);
    const stackName = 'a-stack-whose-name-tells-where-it-is-and-whose';
    on.cloudformation.seed({ stackName, template: aurora, parameters: {}, minutesAgo: 30 });
    const { code } = await runOn(on, ['backup', '--yes', '--stack-name', stackName]);
    expect(code).toBe(0);
    expect(made(on)[0]).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(made(on)[0]?.length).toBeLessThanOrEqual(63);
  });

  it('outside the stack is named and left', async () => {
    const on = await other(outside, { Host: 'postgres://db.abc.us-east-1.rds.amazonaws.com:5432/x' });
    const { code, stderr } = await runOn(on, words);
    expect(code).toBe(2);
    expect(flat(stderr)).toContain('is outside of it (db.abc.us-east-1.rds.amazonaws.com)');
    expect((await runOn(on, [...words, '--list'])).code).toBe(0);
  });
});

const firstOf = (on: RehearsalAccount, ...names: readonly string[]): string | undefined =>
  called(on).find((name) => names.includes(name));

describe('--snapshot', () => {
  it('of an upgrade comes after the plan and before the change', async () => {
    const on = await installed();
    const { code } = await runOn(on, [
      'upgrade',
      '--yes',
      '--reuse-template',
      '--snapshot',
      '--param',
      'AdminEmail=other@example.com',
      '--dns',
      'none',
    ]);
    expect(code).toBe(0);
    const order = called(on).filter((name) =>
      ['CreateChangeSet', 'CreateDBSnapshot', 'ExecuteChangeSet'].includes(name),
    );
    expect(order).toEqual(['CreateChangeSet', 'CreateDBSnapshot', 'ExecuteChangeSet']);
  });

  it.each([
    ['that went well', [], 0],
    ['that failed', ['RegistryTaskDefinition@update=It is locked'], 5],
  ])('tells after an upgrade %s how to restore what it took', async (_, fail, code) => {
    const on = await installed({ fail });
    const upgrade = ['upgrade', '--yes', '--reuse-template', '--snapshot', '--dns', 'none'];
    const run = await runOn(on, [...upgrade, '--param', 'AdminEmail=other@example.com', '--output', 'text']);
    expect(run.code).toBe(code);
    expect(flat(run.stderr)).toContain(`--db-snapshot-identifier ${made(on)[0] ?? '-'}`);
  });

  it('that fails stops the upgrade with nothing changed and nothing left behind', async () => {
    const on: RehearsalAccount = await installed({
      onCall: () => {
        for (const one of on.state.databaseSnapshots.values()) one.failed = true;
        return undefined;
      },
    });
    const { code, events } = await runOn(on, [
      'upgrade',
      '--yes',
      '--reuse-template',
      '--snapshot',
      '--param',
      'AdminEmail=other@example.com',
    ]);
    expect(code).toBe(3);
    expect(events).toContainEqual(expect.objectContaining({ type: 'error', code: 'snapshot-failed' }));
    expect(called(on)).toContain('DeleteChangeSet');
    expect(called(on)).not.toContain('ExecuteChangeSet');
  });

  it.each([
    ['--plan-only', ['--plan-only', '--param', 'AdminEmail=other@example.com']],
    ['nothing to change', []],
  ])('makes none with %s', async (_, more) => {
    const on = await installed();
    const upgrade = ['upgrade', '--yes', '--reuse-template', '--snapshot', '--dns', 'none', ...more];
    expect((await runOn(on, upgrade)).code).toBe(0);
    expect(made(on)).toEqual([]);
  });

  it('of an uninstall comes before the delete, and outlives it', async () => {
    const on = await other(aurora);
    const { code, stderr } = await runOn(on, [
      'uninstall',
      '--yes',
      '--stack-name',
      'other',
      '--confirm',
      'other',
      '--snapshot',
      '--output',
      'text',
    ]);
    expect(code).toBe(0);
    expect(firstOf(on, 'CreateDBClusterSnapshot', 'DeleteStack')).toBe('CreateDBClusterSnapshot');
    expect(stderr).toContain(`--snapshot-identifier ${made(on)[0] ?? '-'}`);
  });

  it('that is refused leaves the stack and its buckets alone', async () => {
    const on = await installed({ fail: ['Deny=rds:CreateDBSnapshot'] });
    const { code } = await runOn(on, ['uninstall', '--yes', '--confirm', 'quilt', '--snapshot']);
    expect(code).toBe(10);
    expect(called(on)).not.toContain('DeleteStack');
    expect(called(on)).not.toContain('UpdateTerminationProtection');
  });

  it('is named to a script whose plan replaces the database', async () => {
    const on = await installed();
    const { stderr } = await runOn(on, [
      'upgrade',
      '--yes',
      '--confirm',
      'quilt',
      '--dns',
      'none',
      '--output',
      'text',
      '--reuse-template',
      '--param',
      'DBUser=somebody',
    ]);
    expect(flat(stderr)).toContain(
      'DB will be replaced or removed. --snapshot makes a manual snapshot first',
    );
  });
});
