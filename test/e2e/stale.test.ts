import { describe, expect, it } from 'vitest';
import { startAccount } from '../../src/rehearsal/index.ts';
import { runOn } from './in-process.ts';

const staleAccount = (seed: number, scenario: 'ready' | 'installed') =>
  startAccount({
    scenario,
    fail: ['Stale=0.8'],
    speed: 'max',
    latencyMs: 0,
    serve: false,
    templates: 'templates',
    seed,
  });

/** Four readings in five lag behind: before a create there is no stack, after an update it looks as before. */
describe('readings that lag behind', () => {
  it.each([1, 2])('end an install well, with its address (seed %i)', async (seed) => {
    const account = await staleAccount(seed, 'ready');
    try {
      const { code, events } = await runOn(account, ['install', '--yes']);
      expect({ code, last: events.at(-1) }).toMatchObject({
        code: 0,
        last: { outcome: 'succeeded', url: 'https://quilt.data.example.com' },
      });
    } finally {
      await account.close();
    }
  });

  it.each([1, 2])('end an uninstall well (seed %i)', async (seed) => {
    const account = await staleAccount(seed, 'installed');
    try {
      const { code, events } = await runOn(account, ['uninstall', '--yes', '--confirm', 'quilt']);
      expect({ code, last: events.at(-1) }).toMatchObject({ code: 0, last: { outcome: 'succeeded' } });
    } finally {
      await account.close();
    }
  });
});
