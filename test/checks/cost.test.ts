import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../src/rehearsal/account/state.ts';
import { bad, first, onAccount, unnamed } from './preflight-run.ts';

describe('the cost of a preflight', () => {
  /** Real milliseconds of a whole look at this latency per call, and how many calls it made. */
  const look = (latencyMs: number): Promise<{ readonly took: number; readonly calls: number }> =>
    onAccount(
      () => undefined,
      {},
      async ({ account, again }) => {
        const begun = account.clock.now();
        await again();
        return { took: account.clock.now() - begun, calls: account.calls().length };
      },
      { latencyMs },
    );

  it('stays right and low in a crowded account', async () => {
    const crowd = (state: AccountState): void => {
      const one = first(state.certificates);
      state.certificates.delete(one.arn);
      for (let index = 0; index < 2_000; index++) {
        const arn = one.arn.replace(/.{4}$/, String(index).padStart(4, '0'));
        state.certificates.set(arn, { ...one, arn, names: [`host-${index}.example.org`] });
      }
      state.certificates.set(one.arn, one);
      const zone = first(state.zones);
      for (let index = 0; index < 500; index++)
        state.zones.set(`ZX${index}`, {
          ...zone,
          id: `ZX${index}`,
          name: `zone-${index}.example.net.`,
          records: [],
        });
      const subnet = first(state.subnets);
      for (let index = 0; index < 1_000; index++)
        state.subnets.set(`subnet-x${index}`, { ...subnet, id: `subnet-x${index}` });
      const trail = first(state.trails);
      for (let index = 0; index < 100; index++)
        state.trails.set(`x${index}`, {
          ...trail,
          name: `x${index}`,
          arn: `arn:aws:cloudtrail:eu-west-1:123456789012:trail/x${index}`,
          homeRegion: 'eu-west-1',
          multiRegion: false,
        });
    };
    await onAccount(
      crowd,
      {},
      async ({ again, account }) => {
        const begun = account.clock.now();
        expect(bad(await again())).toEqual([]);
        expect(account.clock.now() - begun).toBeLessThanOrEqual(25 * 100);
      },
      { latencyMs: 100, values: unnamed },
    );
  });

  it('is at most eight round trips long', async () => {
    const far = await look(100);
    expect(far.took / 100).toBeLessThanOrEqual(8);
    expect(far.calls).toBeLessThanOrEqual(90);
  });
});
