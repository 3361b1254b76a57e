import { describe, expect, it } from 'vitest';
import { checks, printPolicy } from '../../src/checks/index.ts';
import { template, type Breakage } from '../manual/breakages.ts';
import { broken } from '../manual/example.ts';
import { identity, targetOf } from './facts.ts';

const denying = (deniedBy: 'policy' | 'boundary' | 'scp'): Breakage => ({
  afterwards: (state) =>
    void (state.permissions = { deny: new Set(['es:CreateElasticsearchDomain']), deniedBy }),
});
/** Everything a run needs is allowed, but one action of CloudFormation's. */
const lacking: Breakage = {
  afterwards: (state) => {
    const target = targetOf({ template, buckets: ['example-lab-data'] });
    const all = printPolicy({ identity, target }).document.Statement.flatMap(({ Action }) => Action);
    const allow = new Set(['sts:GetCallerIdentity', ...all]);
    allow.delete('es:CreateElasticsearchDomain');
    state.permissions = { deny: new Set(), allow };
  },
};

describe('permissions', () => {
  const rows: readonly (readonly [string, Breakage, string, RegExp])[] = [
    ['denied by a policy', denying('policy'), 'fail', /a policy denies es:CreateElasticsearchDomain/],
    ['denied by a boundary', denying('boundary'), 'fail', /boundary denies es:CreateElasticsearchDomain/],
    [
      'denied by the organization',
      denying('scp'),
      'fail',
      /organi[sz]ation.* denies es:CreateElasticsearchDomain/,
    ],
    ['allowed by nothing', lacking, 'warn', /Nothing seems to allow .* es:CreateElasticsearchDomain/],
    [
      'not to be looked into',
      { fail: ['Deny=iam:SimulatePrincipalPolicy'] },
      'unknown',
      /iam:SimulatePrincipalPolicy/,
    ],
  ];
  for (const [name, breakage, status, message] of rows)
    it(`${name}: ${status}, and nothing else is amiss`, async () => {
      const results = await broken(breakage, checks);
      const bad = results.filter(({ verdict }) => !['pass', 'skipped'].includes(verdict.status));
      expect(bad.map(({ check }) => check.id)).toEqual(['iam.permissions']);
      expect(bad[0]?.verdict).toMatchObject({ status, message: expect.stringMatching(message) as string });
    });
});
