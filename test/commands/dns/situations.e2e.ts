import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { dns } from '../../../src/commands/dns/dns.ts';
import { InstallError } from '../../../src/core/errors.ts';
import type { DnsEvent } from '../../../src/core/events.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { attended } from '../attended.ts';

const started = (
  scenario: string,
  more: Pick<Partial<RehearsalOptions>, 'onCall' | 'fail'> = {},
): Promise<RehearsalAccount> => accountOfTest({ onTestFinished }, { scenario, ...more });

/** `dns` with these words on a rehearsed account; the answers, and so the undo, are in a folder of their own. */
const ran = async (
  account: RehearsalAccount,
  words: readonly string[],
  person?: (question: string) => boolean | Promise<boolean>,
) => {
  const folder = temporaryFolder();
  const answers = path.join(folder, 'answers.yaml');
  writeFileSync(answers, stringify({ version: 1, region: account.region, dns: { method: 'route53' } }));
  const { session, events, asked } = attended(account, ['dns', '--answers', answers, ...words], person);
  const ended = await dns(session).then(
    (result) => ('exitCode' in result ? result.exitCode : undefined),
    (error: unknown) => {
      if (error instanceof InstallError) return error.code;
      throw error;
    },
  );
  const states = events
    .filter((event): event is DnsEvent => event.type === 'dns')
    .map(({ state, missing }) => missing ?? state);
  const files = readdirSync(folder).filter((file) => file !== 'answers.yaml');
  return { ended, states, asked, folder, files, said: JSON.stringify(events) };
};

const setsOf = (account: RehearsalAccount, zoneId: string): readonly string[] =>
  (account.state.zones.get(zoneId)?.records ?? [])
    .filter(({ type }) => !['NS', 'SOA'].includes(type))
    .map(({ name, type, alias }) => `${name} ${type}${alias === undefined ? '' : ' alias'}`)
    .sort();

const hosts = ['quilt', 'quilt-registry', 'quilt-s3-proxy'].map((first) => `${first}.data.example.com.`);
const aliases = hosts.map((host) => `${host} A alias`).sort();
const first = 'Z00000000000000000001';
const yes = ['--apply', '--yes'];

describe('records that are in the way', () => {
  it('are left without --overwrite, and the answer to it is no', async () => {
    const account = await started('dns-taken');
    expect(await ran(account, yes)).toMatchObject({
      ended: 9,
      states: ['planned', 'conflict', 'applied'],
      files: [],
    });
    const asked = await ran(account, ['--apply', '--overwrite'], () => false);
    expect(asked.ended).toBe('plan-declined');
    expect(asked.asked).toEqual([
      `Replace what is in the way and write these records into example.com (${first}, public)?`,
    ]);
    expect(asked.said).toContain('CREATE quilt.data.example.com CNAME old-catalog.example.net (TTL 300)');
    expect(asked.files).toEqual([]);
  });

  it('are replaced by one batch, after the way back is in a file of 0600', async () => {
    const account = await started('dns-taken');
    const before = setsOf(account, first);
    const { ended, folder, files, said } = await ran(account, [
      ...yes,
      '--overwrite',
      '--verify',
      '--wait',
      '5m',
    ]);
    expect(ended).toBe(0);
    expect(setsOf(account, first)).toEqual([...aliases, 'quilt-registry.data.example.com. TXT'].sort());
    const [file = ''] = files;
    expect(file).toMatch(/^quilt-install-undo-quilt-\d{8}T\d{6}Z\.json$/);
    expect(said).toContain(file);
    expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    const kept = parse(readFileSync(path.join(folder, file), 'utf8')) as {
      HostedZoneId: string;
      ChangeBatch: { Changes: { Action: string; ResourceRecordSet: { Name: string } }[] };
    };
    expect(kept.HostedZoneId).toBe(first);
    expect(kept.ChangeBatch.Changes.filter(({ Action }) => Action === 'CREATE')).toHaveLength(2);
    expect(before).toContain('quilt.data.example.com. CNAME');
  });

  it('stay where the way back cannot be kept', async () => {
    const account = await started('dns-taken');
    const before = setsOf(account, first);
    const { session } = attended(account, ['dns', ...yes, '--overwrite']);
    const full = new InstallError({ code: 'file-unwritable', message: 'full', hint: 'h', exitCode: 2 });
    const connect: typeof session.connect = async (region) => {
      const connection = await session.connect(region);
      return { ...connection, files: { ...connection.files, write: () => Promise.reject(full) } };
    };
    await expect(dns({ ...session, connect })).rejects.toBe(full);
    expect(setsOf(account, first)).toEqual(before);
  });

  it('are left alone where they are under a routing policy, whatever is said', async () => {
    const account = await started('dns-weighted');
    const { ended, said } = await ran(account, [...yes, '--overwrite']);
    expect(ended).toBe(9);
    expect(said).toContain('A routing policy stands at that name');
    expect(setsOf(account, first).filter((set) => set === 'quilt.data.example.com. A')).toHaveLength(2);
  });
});

describe('the zone', () => {
  it('is the one of its name that the parent points at', async () => {
    const account = await started('dns-two-zones');
    expect(await ran(account, yes)).toMatchObject({ ended: 0, states: ['planned', 'applied', 'verified'] });
    expect(setsOf(account, 'Z00000000000000000002')).toEqual(aliases);
    expect(setsOf(account, first)).toEqual([]);
  });

  it('is asked for where a private and a public one are there; a script has to name it', async () => {
    const account = await started('dns-private-zone');
    const open = await ran(account, yes);
    expect(open).toMatchObject({ ended: 9, states: ['planned'] });
    expect(open.said).toContain('--hosted-zone-id');
    const inside = 'Z00000000000000000003';
    const named = await ran(account, [...yes, '--hosted-zone-id', inside]);
    // Seen only inside the VPC: in place, and pending.
    expect(named).toMatchObject({ ended: 0, states: ['planned', 'applied', 'resolver'] });
    expect(named.said).toContain('only inside vpc-00000000000000001');
    expect(setsOf(account, inside)).toEqual(aliases);
    expect(await ran(account, ['--verify', '--hosted-zone-id', inside])).toMatchObject({ ended: 9 });
  });

  it('in another account is told, and written with its role', async () => {
    const account = await started('dns-other-account');
    const unwritten = await ran(account, yes);
    expect(unwritten.ended).toBe(9);
    expect(unwritten.said).toContain('kept in Route 53, but not in this account');
    const role = ['--dns-role-arn', 'arn:aws:iam::210987654321:role/dns-writer'];
    expect(await ran(account, [...yes, ...role])).toMatchObject({
      ended: 0,
      states: ['planned', 'applied', 'verified'],
    });
    expect(setsOf(account, 'Z00000000000000000004')).toEqual(aliases);
    const refused = await ran(account, [...yes, '--dns-role-arn', 'arn:aws:iam::210987654321:role/other']);
    expect(refused.ended).toBe('aws-denied');
  });

  it('is made once agreed to, and its delegation is waited for', async () => {
    const account = await started('dns-no-zone');
    expect(await ran(account, ['--create-zone'])).toMatchObject({ ended: 'consent-missing' });
    expect(await ran(account, ['--apply'], () => false)).toMatchObject({ ended: 'plan-declined' });
    expect(account.state.zones.size).toBe(0);
    const made = await ran(account, ['--create-zone', '--yes']);
    expect(made).toMatchObject({
      ended: 0,
      states: ['planned', 'planned', 'applied', 'delegation', 'verified'],
    });
    expect(made.said).toMatch(/Whoever manages example\.com adds these name servers/);
    expect([...account.state.zones.values()].map(({ name }) => name)).toEqual(['data.example.com.']);
  });

  it('is not made where those that are there may not be listed', async () => {
    const account = await started('installed', { fail: ['Deny=route53:ListHostedZones'] });
    expect(await ran(account, ['--create-zone', '--yes'])).toMatchObject({ ended: 'aws-denied' });
    expect(account.state.zones.size).toBe(1);
  });

  it('is made once though the first answer was lost', async () => {
    let lost = 0;
    const account = await started('dns-no-zone', {
      onCall: (moment, { operation }) =>
        operation === 'CreateHostedZone' && moment === 'done' && ++lost === 1 ? 'hang up' : undefined,
    });
    expect(await ran(account, ['--create-zone', '--yes'])).toMatchObject({ ended: 0 });
    expect(lost).toBe(2);
    expect(account.state.zones.size).toBe(1);
  });

  it('that nobody points at within --wait leaves the records pending', async () => {
    const account = await started('dns-no-zone');
    const { ended, states } = await ran(account, ['--create-zone', '--yes', '--wait', '5m']);
    expect([ended, states.at(-1)]).toEqual([0, 'delegation']);
  });

  it('that the parent does not point at is pending, and not verified', async () => {
    const account = await started('dns-undelegated');
    expect(await ran(account, yes)).toMatchObject({ ended: 0, states: ['planned', 'applied', 'delegation'] });
    expect(await ran(account, ['--verify'])).toMatchObject({ ended: 9 });
  });
});

it('a dual-stack balancer takes an A and an AAAA record for each host', async () => {
  const account = await started('dns-dual-stack');
  expect(await ran(account, yes)).toMatchObject({ ended: 0, states: ['planned', 'applied', 'verified'] });
  expect(setsOf(account, first)).toEqual(
    hosts.flatMap((host) => [`${host} A alias`, `${host} AAAA alias`]).sort(),
  );
});
