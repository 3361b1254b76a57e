import { describe, expect, it } from 'vitest';
import type { DeploymentTarget } from '../../src/core/check.ts';
import { checks } from '../../src/checks/index.ts';
import type { AccountState } from '../../src/rehearsal/account/state.ts';
import { quilt } from '../helpers/products.ts';
import { bad, onAccount, unnamed } from './preflight-run.ts';

/** What breaks it, and which check offers to fix it. */
const fixable: readonly (readonly [string, (state: AccountState) => void, Partial<DeploymentTarget>?])[] = [
  [
    'iam.es-service-linked-role',
    ({ roles }) => void roles.delete('AWSServiceRoleForAmazonElasticsearchService'),
  ],
  ['iam.ecs-service-linked-role', ({ roles }) => void roles.delete('AWSServiceRoleForECS')],
  ['s3.bucket', ({ buckets }) => void buckets.delete('example-lab-data')],
  ['acm.certificate', ({ certificates }) => certificates.clear()],
  [
    'logs.resource-policy',
    ({ logsPolicies }) => logsPolicies.clear(),
    { product: { ...quilt, requires: [...quilt.requires, 'logs.resource-policy'] } },
  ],
];

describe('a fix', () => {
  it('is proved for every check that has one', () =>
    expect(
      checks
        .filter(({ fix }) => fix !== undefined)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      // The stacks among them, and the zone, are made in the tests of the commands that make them.
      [...fixable.map(([id]) => id), 'dns.hosted-zone', 'iam.service-role', 'network.vpc'].sort(),
    ));

  for (const [id, prepare, target = {}] of fixable)
    it(`of ${id} ends in a pass, and is not offered again`, () =>
      onAccount(
        prepare,
        target,
        async ({ account, judging, fixes, again }) => {
          const check = checks.find((one) => one.id === id);
          const offer = () => check?.fix?.({ ...judging, now: account.clock.now() });
          expect(bad(await again())).toEqual([expect.stringMatching(new RegExp(`^${id} (fail|warn)$`))]);
          const fix = await offer();
          if (fix === undefined || !('call' in fix)) throw new Error('no fix');
          await fix.call(fixes, () => undefined);
          expect(bad(await again())).toEqual([]);
          expect(await offer()).toBeUndefined();
        },
        { values: unnamed },
      ));
});
