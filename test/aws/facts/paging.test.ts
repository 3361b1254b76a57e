import { expect, it } from 'vitest';
import { portsOn } from '../wire.ts';
import { rehearsalAccount } from '../../helpers/account.ts';

it('a large account is read to its last page', async () => {
  const account = await rehearsalAccount({
    prepare: (state) => {
      const many = <T>(
        map: Map<string, T>,
        count: number,
        copy: (one: T, i: number) => [string, T],
      ): void => {
        const [first] = map.values();
        if (first === undefined) throw new Error('the scenario holds none of these');
        for (let i = 0; i < count; i++) map.set(...copy(first, i));
      };
      many(state.certificates, 1500, (one, i) => {
        const arn = one.arn.slice(0, -6) + String(i).padStart(6, '0');
        return [arn, { ...one, arn }];
      });
      many(state.zones, 350, (one, i) => [
        `ZMANY${i}`,
        { ...one, id: `ZMANY${i}`, name: `z${i}.example.org` },
      ]);
      many(state.subnets, 1200, (one, i) => [`subnet-many${i}`, { ...one, id: `subnet-many${i}` }]);
      many(state.buckets, 1200, (one, i) => [`many-${i}`, { ...one, name: `many-${i}` }]);
    },
  });
  try {
    const { facts } = portsOn(account.endpoint, {
      clock: account.clock,
      endpoint: { url: account.endpoint, credentials: account.credentials },
    });
    const [certificates, zones, subnets, buckets] = await Promise.all([
      facts.certificates(),
      facts.hostedZones(),
      facts.subnets(),
      facts.buckets(),
    ]);
    expect(new Set(certificates.map(({ arn }) => arn)).size).toBe(account.state.certificates.size);
    expect(new Set(zones.map(({ id }) => id)).size).toBe(account.state.zones.size);
    expect(new Set(subnets.map(({ id }) => id)).size).toBe(account.state.subnets.size);
    expect(new Set(buckets).size).toBe(account.state.buckets.size);
  } finally {
    await account.close();
  }
});
