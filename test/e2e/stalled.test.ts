import { describe, expect, it } from 'vitest';
import { runOn } from './in-process.ts';
import { accountOfTest, briefStacks } from '../helpers/account.ts';
import { slow } from './small-templates.ts';

const secondsBetween = (from: unknown, to: unknown): number =>
  (Date.parse(String(to)) - Date.parse(String(from))) / 1_000;

describe('requests that are taken and never answered', () => {
  it('neither silence a watch nor keep it past --max-wait', async (test) => {
    const account = await accountOfTest(test, { fail: ['Stall@30s+1h'] });
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
        /^AWS (does not answer|cannot be reached) \(\d+ min so far\); the operation goes on/,
      ),
    });
  });

  it('are given up and asked again: the watch ends well once AWS answers', async (test) => {
    const account = await accountOfTest(test, { fail: ['Stall@60s+3m'] });
    const { code, events } = await runOn(account, ['install', '--yes', ...slow()]);
    expect({ code, last: events.at(-1) }).toMatchObject({
      code: 0,
      last: { outcome: 'succeeded' },
    });
  });
});

describe('answers that stop on their way', () => {
  it('do not stop an install', async (test) => {
    const account = await accountOfTest(test, { fail: ['Cut=0.15'] });
    const { code, events } = await runOn(account, ['install', '--yes', ...slow()]);
    expect({ code, last: events.at(-1) }).toMatchObject({ code: 0, last: { outcome: 'succeeded' } });
  });

  it('do not stop an uninstall', async (test) => {
    const account = await accountOfTest(test, {
      ...briefStacks,
      scenario: 'installed',
      fail: ['Cut=0.15'],
    });
    const { code, events } = await runOn(account, ['uninstall', '--yes', '--confirm', 'quilt']);
    expect({ code, last: events.at(-1) }).toMatchObject({ code: 0, last: { outcome: 'succeeded' } });
  });
});
