import { describe, expect, it, type TestContext } from 'vitest';
import { startAccount, type RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn } from './in-process.ts';

const failing = async (
  { onTestFinished }: TestContext,
  fail: readonly string[],
  scenario = 'ready',
): Promise<RehearsalAccount> => {
  const account = await startAccount({
    scenario,
    fail,
    speed: 'max',
    latencyMs: 0,
    serve: false,
    templates: 'templates',
  });
  onTestFinished(account.close);
  return account;
};

const secondsBetween = (from: unknown, to: unknown): number =>
  (Date.parse(String(to)) - Date.parse(String(from))) / 1_000;

describe('requests that are taken and never answered', () => {
  it('neither silence a watch nor keep it past --max-wait', async (test) => {
    const account = await failing(test, ['Stall@30s+1h']);
    const { code, events } = await runOn(account, ['install', '--yes', '--max-wait', '5m']);
    expect({ code, last: events.at(-1) }).toMatchObject({ code: 7, last: { outcome: 'still-running' } });
    const watched = events.slice(events.findIndex(({ type }) => type === 'stack'));
    const times = watched.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => secondsBetween(times[index], at));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
    const all = secondsBetween(times[0], times.at(-1));
    expect(all).toBeGreaterThan(280);
    expect(all).toBeLessThanOrEqual(301);
    expect(events.filter(({ type }) => type === 'heartbeat').at(-1)).toMatchObject({
      trouble: expect.stringMatching(
        /^AWS (does not answer|cannot be reached) for \d+ min; the operation goes on/,
      ),
    });
  });

  it('are given up and asked again: the watch ends well once AWS answers', async (test) => {
    const account = await failing(test, ['Stall@60s+3m']);
    const { code, events } = await runOn(account, ['install', '--yes']);
    expect({ code, last: events.at(-1) }).toMatchObject({
      code: 0,
      last: { outcome: 'succeeded', url: 'https://quilt.data.example.com' },
    });
  });
});

describe('answers that stop on their way', () => {
  it.each(['install', 'uninstall'])('do not stop an %s', async (command) => {
    const account = await startAccount({
      scenario: command === 'install' ? 'ready' : 'installed',
      fail: ['Cut=0.15'],
      speed: 'max',
      latencyMs: 0,
      serve: false,
      templates: 'templates',
    });
    try {
      const { code, events } = await runOn(account, [command, '--yes', '--confirm', 'quilt']);
      expect({ code, last: events.at(-1) }).toMatchObject({ code: 0, last: { outcome: 'succeeded' } });
    } finally {
      await account.close();
    }
  });
});
