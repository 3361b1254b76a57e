import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn } from '../e2e/in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const preflight = [
  'preflight',
  '--template-file',
  'templates/quilt.yaml',
  '--only',
  'aws.region,s3.bucket,dns.caa',
];
const call = /\b(sts|s3|route53|Route ?53):?\w*/i;

let account: RehearsalAccount;
beforeAll(async () => {
  account = await rehearsalAccount({ scenario: 'ready' });
});
afterAll(() => account.close());

describe('--verbose', () => {
  it('changes nothing that a program reads, and tells the calls on stderr', async () => {
    const plain = await runOn(account, preflight);
    const verbose = await runOn(account, [...preflight, '--verbose']);
    const withoutTime = ({ events }: typeof plain) => events.map(({ at: _, ...fields }) => fields);
    expect(plain.events.length).toBeGreaterThan(3);
    expect(withoutTime(verbose)).toEqual(withoutTime(plain));
    expect([plain.stderr, verbose.code]).toEqual(['', plain.code]);
    expect(verbose.stderr).toMatch(call);
  });

  it('changes nothing of stdout that is no terminal, where the list of checks is whole anyway', async () => {
    const plain = await runOn(account, [...preflight, '--output', 'text']);
    const verbose = await runOn(account, [...preflight, '--output', 'text', '--verbose']);
    expect(plain.stdout).toContain('Team data');
    expect(verbose.stdout).toBe(plain.stdout);
    expect(verbose.stderr).toMatch(call);
  });
});
