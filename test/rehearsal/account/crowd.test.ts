import { expect, it } from 'vitest';
import { makeAws } from '../../../src/aws/index.ts';
import { fillQuotas } from '../../../src/rehearsal/account/scenario/fill.ts';
import { account } from '../support.ts';

const counts = {
  vpcs: 1001,
  certificates: 2000,
  zones: 500,
  subnets: 1000,
  trails: 100,
  roles: 300,
  buckets: 400,
  securityGroups: 1500,
};

it('a crowded account is read to its last page', async () => {
  const running = await account({
    prepare: (state) => fillQuotas(state, counts, Date.now()),
  });
  try {
    const { facts } = makeAws({
      region: running.region,
      env: {},
      clock: running.clock,
      signal: new AbortController().signal,
      endpoint: { url: running.endpoint, credentials: running.credentials },
    });
    const [certificates, zones, subnets, trails, buckets, groups, acls] = await Promise.all([
      facts.certificates(),
      facts.hostedZones(),
      facts.subnets(),
      facts.trails(),
      facts.buckets(),
      facts.securityGroups(),
      facts.defaultNetworkAcls(),
    ]);
    expect(new Set(certificates.map(({ arn }) => arn)).size).toBe(2001);
    expect(new Set(zones.map(({ id }) => id)).size).toBe(501);
    expect(new Set(subnets.map(({ id }) => id)).size).toBe(1008);
    // Beside their own, each VPC's.
    expect(new Set(groups.map(({ id }) => id)).size).toBe(1501 + 1002);
    expect(acls.size).toBe(1002);
    expect(new Set(buckets).size).toBe(401);
    // A hundred trails, but all of other regions and none of them multi-region.
    expect(trails.map(({ name }) => name)).toEqual(['management-events']);
  } finally {
    await running.close();
  }
});
