import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { breakages } from '../manual/breakages.ts';
import { broken } from '../manual/example.ts';

/** Checks that another's breakage reaches as well, and why that is right. */
const alsoBad: Readonly<Record<string, readonly string[]>> = {
  // CAA records matter to a certificate that is still to be issued, and such a one serves nobody.
  // What the role lacks, its simulation lacks too.
  'iam.service-role': ['iam.permissions'],
  'dns.caa': ['acm.certificate'],
};

describe('of all the checks, the manual’s breakage of one is noticed by that one only', () => {
  for (const [id, breakage] of Object.entries(breakages))
    it(id, async () => {
      const results = await broken(breakage, checks);
      const bad = results.filter(({ verdict }) => verdict.status === 'fail' || verdict.status === 'warn');
      const expected = [id, ...(alsoBad[id] ?? [])];
      expect(bad.map(({ check }) => check.id).sort()).toEqual(expected.sort());
    });
});
