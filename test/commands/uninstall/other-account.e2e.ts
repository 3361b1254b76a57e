import { describe, expect, it, onTestFinished } from 'vitest';
import { dns } from '../../../src/commands/dns/dns.ts';
import { uninstall } from '../../../src/commands/uninstall/uninstall.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { attended, notes } from '../attended.ts';

const writer = ['--dns-role-arn', 'arn:aws:iam::210987654321:role/dns-writer'] as const;
const zone = 'Z00000000000000000004';

/** The stack's records are in a zone of another account, beside one that is not the stack's. */
const published = async (): Promise<RehearsalAccount> => {
  const account = await accountOfTest({ onTestFinished }, { scenario: 'dns-other-account' });
  expect(await dns(attended(account, ['dns', '--apply', '--yes', ...writer]).session)).toMatchObject({
    exitCode: 0,
  });
  expect(recordsIn(account)).toHaveLength(3);
  return account;
};

const recordsIn = (account: RehearsalAccount): readonly string[] =>
  (account.state.zones.get(zone)?.records ?? []).flatMap(({ name, type }) => (type === 'A' ? [name] : []));

describe('DNS records in another account', () => {
  it('are taken away with its role, once agreed to', async () => {
    const account = await published();
    const run = attended(account, ['uninstall', '--confirm', 'quilt', ...writer], () => true);
    expect(await uninstall(run.session)).toMatchObject({ exitCode: 0 });
    expect(run.asked).toContain('Remove them?');
    expect(recordsIn(account)).toEqual([]);
    expect(
      account.state.zones
        .get(zone)
        ?.records.map(({ type }) => type)
        .sort(),
    ).toEqual(['NS', 'SOA']);
  });

  it('stay after a no', async () => {
    const account = await published();
    const run = attended(account, ['uninstall', '--confirm', 'quilt', ...writer], () => false);
    expect(await uninstall(run.session)).toMatchObject({ exitCode: 0 });
    expect(notes(run).join('\n')).toContain('The DNS records were left');
    expect(recordsIn(account)).toHaveLength(3);
  });

  it('stop the run before anything is deleted where the role may not be assumed', async () => {
    const account = await published();
    const other = ['--dns-role-arn', 'arn:aws:iam::210987654321:role/other'] as const;
    const run = attended(account, ['uninstall', '--confirm', 'quilt', '--yes', ...other]);
    await expect(uninstall(run.session)).rejects.toMatchObject({ code: 'aws-denied' });
    expect(await (await run.session.connect()).stacks.describe('quilt')).toMatchObject({
      status: 'CREATE_COMPLETE',
    });
  });
});
