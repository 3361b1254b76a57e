import { describe, expect, it } from 'vitest';
import type { EventLine } from '../e2e/bundle.ts';
import { accountOfTest } from '../helpers/account.ts';
import { runVariant } from './run.ts';
import type { Variant } from './templates.ts';

const verdictOf = (events: readonly EventLine[]): EventLine | undefined =>
  events.find((event) => event.type === 'check' && event['id'] === 'template.version');

interface Move {
  readonly from: Variant;
  readonly to: Variant;
  readonly status: 'fail' | 'warn' | 'pass';
  readonly says: RegExp;
}

const moves: readonly Move[] = [
  {
    from: 'network 1.0',
    to: 'network 2.0, internal',
    status: 'fail',
    says: /network 2\.0 .*runs on network 1\.0/,
  },
  { from: '5.0.x', to: 'canaries', status: 'fail', says: /older than the 5\.0\.2 that runs/ },
  { from: 'network 2.0, internal', to: 'canaries', status: 'pass', says: /1\.66\.0 → 1\.67\.0/ },
  { from: 'network 2.0, internal', to: 'several providers', status: 'warn', says: /Graviton/ },
  {
    from: 'Connect',
    to: 'date version',
    status: 'warn',
    says: /365 days.*role of the catalog|role for each role/,
  },
  {
    from: 'canaries',
    to: 'network 2.0, internal',
    status: 'fail',
    says: /older than the 1\.67\.0 that runs/,
  },
];

describe('from variant to variant', () => {
  it.for(moves)('$from to $to: $status', async ({ from, to, status, says }, life) => {
    const account = await accountOfTest(life);
    const { code } = await runVariant(account, from, ['install', '--yes', '--dns', 'none']);
    expect(code).toBe(0);
    const upgrade = ['upgrade', '--yes', '--dns', 'none'];
    const moved = await runVariant(account, to, upgrade);
    expect(verdictOf(moved.events)).toMatchObject({ status, message: expect.stringMatching(says) as string });
    expect(moved.code, moved.stderr).toBe(status === 'fail' ? 3 : 0);
  });

  it('goes past a stop that is ignored by name', async (life) => {
    const account = await accountOfTest(life);
    await runVariant(account, 'network 1.0', ['install', '--yes', '--dns', 'none']);
    const upgrade = ['upgrade', '--plan-only', '--ignore', 'template.version'];
    const { code, events, stderr } = await runVariant(account, 'network 2.0, internal', upgrade);
    expect(code, stderr).toBe(0);
    expect(verdictOf(events)).toMatchObject({ status: 'ignored' });
  });
});
