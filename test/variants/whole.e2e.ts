import { describe, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { accountOfTest } from '../helpers/account.ts';
import { runVariant } from './run.ts';
import { variants, type Variant } from './templates.ts';

const registered = (name: string): RegExp =>
  new RegExp(`At ${name}, register https://quilt\\.data\\.example\\.com/oauth-callback`);

/** What each variant is told after all have been told the same. */
const steps: Readonly<Record<Variant, readonly RegExp[]>> = {
  '5.0.x': [registered('your identity provider')],
  'network 1.0': [],
  'network 2.0, internal': [registered('Okta'), /refresh tokens on and immediate access off/],
  'network 2.0, internet-facing': [],
  'network of its own': [],
  'existing database and search': [],
  Connect: [],
  'several providers': [registered('Google'), registered('Azure'), /implicit grant off/],
  'private endpoints': [],
  canaries: [/Confirm the subscription that SNS mailed to ops@example\.com/],
  'date version': [
    registered('Azure'),
    /implicit grant off/,
    /enters this address: https:\/\/quilt-connect\.data\.example\.com\/mcp\/platform\/mcp\./,
  ],
};
const always = [
  /Open https:\/\/quilt\.data\.example\.com and sign in as ops@example\.com/,
  /Set a default role/,
  /Add your team-data buckets/,
  /To lend the catalog a role of yours, let arn:aws:iam::123456789012:role\//,
];

const withConnect: readonly Variant[] = ['Connect', 'date version'];

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** What the zone holds under the stack's hosts: name and, for an alias, the balancer it leads to. */
const written = ({ state }: RehearsalAccount): readonly (readonly [string, string, string])[] => {
  const [zone] = state.zones.values();
  return (zone?.records ?? [])
    .filter(({ name }) => name.endsWith('.data.example.com.'))
    .map(({ name, type, alias, values }) => [
      name.split('.')[0] ?? '',
      alias === undefined ? type : `alias ${type}`,
      (alias?.dnsName ?? values[0] ?? '').toLowerCase().replace(/^dualstack\.|\.$/g, ''),
    ]);
};

describe('each variant, the whole way', () => {
  for (const variant of Object.keys(variants) as Variant[])
    it(variant, async (life) => {
      const account = await accountOfTest(life);
      const install = ['install', '--yes', '--dns', 'route53', '--output', 'text'];
      const { code, stdout, stderr } = await runVariant(account, variant, install);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('https://quilt.data.example.com');

      const balancerOf = (start: string): string | undefined =>
        [...account.state.loadBalancers.values()]
          .map(({ dnsName }) => dnsName.toLowerCase())
          .find((name) => name.replace(/^internal-/, '').startsWith(start));
      expect(written(account)).toEqual([
        ...['quilt', 'quilt-registry', 'quilt-s3-proxy'].map((name) => [
          name,
          'alias A',
          balancerOf('quilt-load'),
        ]),
        ...(withConnect.includes(variant) ? [['quilt-connect', 'alias A', balancerOf('quilt-conn')]] : []),
      ]);

      const shown = flat(stderr);
      for (const step of [...steps[variant], ...always]) expect(shown).toMatch(step);
      for (const step of Object.values(steps).flat())
        if (!steps[variant].some(({ source }) => source === step.source)) expect(shown).not.toMatch(step);
    });
});
