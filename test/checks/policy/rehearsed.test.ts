import { describe, expect, it } from 'vitest';
import { printPolicy } from '../../../src/checks/index.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { targetOf } from '../facts.ts';
import { bad, first, onAccount, template } from '../preflight-run.ts';

describe('the printed policy', () => {
  const identity = { account: '123456789012', partition: 'aws' };
  const roleArn = 'arn:aws:iam::123456789012:role/deploy';
  const target = { roleArn } as const;
  const deploy = (state: AccountState): void => {
    const one = first(state.roles);
    const inline = new Map([['all', '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}']]);
    const trust =
      '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "cloudformation.amazonaws.com"}}}';
    state.roles.set('deploy', {
      ...one,
      name: 'deploy',
      path: '/',
      arn: roleArn,
      trust,
      inline,
      attached: new Set(),
    });
  };
  const printed = new Set(
    printPolicy({
      identity,
      target: targetOf({ template, buckets: ['example-lab-data'], roleArn }),
    }).document.Statement.flatMap((statement) => statement.Action),
  );

  it('holds whatever a preflight calls', () =>
    onAccount(deploy, target, async ({ account, again }) => {
      expect(bad(await again())).toEqual([]);
      const used = new Set(account.calls().map(({ action }) => action));
      used.delete('');
      expect([...used].filter((action) => !printed.has(action))).toEqual([]);
      expect(used.size).toBeGreaterThan(30);
    }));

  it('lets every check of a preflight read what it needs', () =>
    onAccount(deploy, target, async ({ again }) => expect(bad(await again())).toEqual([]), {
      fail: [`AllowOnly=${[...printed].join(',')}`],
    }));

  it('is needed: with nothing allowed, what cannot be read is unknown and nothing fails', () =>
    onAccount(
      deploy,
      target,
      async ({ again }) => {
        const results = await again();
        const statuses = new Set(results.map(({ verdict }) => verdict.status));
        expect(statuses).toContain('unknown');
        expect(statuses).not.toContain('fail');
        for (const { check, verdict } of results)
          if (verdict.status === 'unknown' && !check.id.startsWith('dns.'))
            expect(verdict.message, check.id).toMatch(/[a-z0-9]+:[A-Z]\w+/);
      },
      { fail: ['AllowOnly=sts:GetCallerIdentity'] },
    ));
});
