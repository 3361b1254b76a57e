import { describe, expect, it } from 'vitest';
import type { EventLine } from '../e2e/bundle.ts';
import { accountOfTest } from '../helpers/account.ts';
import { runVariant } from './run.ts';
import { variants, type Variant } from './templates.ts';

const three = ['quilt', 'quilt-registry', 'quilt-s3-proxy'].map((name) => `${name}.data.example.com`);
const four = [...three, 'quilt-connect.data.example.com'];

interface Expected {
  readonly hosts: readonly string[];
  readonly signIn: RegExp;
  readonly release: string;
}

const byPassword = /^By password\.$/;
const redirect = /redirect address to register: https:\/\/quilt\.data\.example\.com\/oauth-callback/;
const entra = /^Through Entra \(https:\/\/login\.microsoftonline\.com\/2{8}-.*\/v2\.0\)/;

const expected: Readonly<Record<Variant, Expected>> = {
  '5.0.x': { hosts: three, signIn: /through the identity provider \(.*onelogin/, release: '5.0.2' },
  'network 1.0': { hosts: three, signIn: byPassword, release: '1.55.0' },
  'network 2.0, internal': { hosts: three, signIn: redirect, release: '1.66.0' },
  'network 2.0, internet-facing': { hosts: three, signIn: byPassword, release: '1.66.0' },
  'network of its own': { hosts: three, signIn: byPassword, release: '1.66.0' },
  'existing database and search': { hosts: three, signIn: byPassword, release: '1.66.0' },
  Connect: { hosts: four, signIn: byPassword, release: '1.71.0' },
  'several providers': { hosts: three, signIn: /^Through Google, Entra/, release: '1.70.0' },
  'private endpoints': { hosts: three, signIn: byPassword, release: '1.66.0' },
  canaries: { hosts: three, signIn: byPassword, release: '1.67.0' },
  'date version': { hosts: four, signIn: entra, release: '26.8.0' },
};

const messageOf = (events: readonly EventLine[], id: string): unknown =>
  events.find((event) => event.type === 'check' && event['id'] === id)?.['message'];

describe('preflight and plan of each variant', () => {
  for (const [variant, { hosts, signIn, release }] of Object.entries(expected) as [Variant, Expected][])
    it(variant, async (life) => {
      const account = await accountOfTest(life);
      const { code, events, stderr } = await runVariant(account, variant, ['install', '--plan-only']);
      const bad = events.filter(
        ({ type, ...event }) => type === 'check' && !['pass', 'skipped'].includes(String(event['status'])),
      );
      expect(bad, stderr).toEqual([]);
      expect(code).toBe(0);
      expect(messageOf(events, 'dns.hostnames-free')).toBe(hosts.join(', '));
      expect(messageOf(events, 'acm.certificate')).toMatch(/^\*\.data\.example\.com/);
      expect(messageOf(events, 'auth.sign-in')).toMatch(signIn);
      expect(messageOf(events, 'template.version')).toBe(`release ${release}`);
      const plan = events.find(({ type }) => type === 'plan');
      expect(plan?.['kind']).toBe('create');
      // The vendor's figure is mostly search and database.
      expect(plan?.['monthlyCost'] === undefined).toBe(variant === 'existing database and search');
    });

  it('leave no variant out', () => expect(Object.keys(expected)).toEqual(Object.keys(variants)));
});

describe('a variant is asked for what it has', () => {
  it('and not for the fields of providers that are switched off', async (life) => {
    const account = await accountOfTest(life);
    const { events } = await runVariant(account, 'several providers', ['install', '--plan-only']);
    const sent = new Map(
      events
        .filter(({ type }) => type === 'parameter')
        .map((event) => [event['key'], event['value']] as const),
    );
    expect(sent.get('AzureClientSecret')).toBe('****');
    expect(['OktaClientId', 'OktaBaseUrl', 'OneLoginClientId'].map((key) => sent.get(key) ?? '')).toEqual([
      '',
      '',
      '',
    ]);
  });

  it.for<readonly [Variant, Readonly<Record<string, string>>, RegExp]>([
    ['several providers', { AzureClientId: '' }, /AzureClientId/],
    ['5.0.x', { AuthBaseUrl: '' }, /AuthClientId and AuthBaseUrl are needed/],
    ['5.0.x', { AuthType: 'Google', AuthClientId: '', AuthBaseUrl: '' }, /lacks GoogleClientId/],
  ])(
    'and told of a provider that lacks a field, before any plan: %s, %j',
    async ([variant, more, lacks], life) => {
      const account = await accountOfTest(life);
      const { code, events } = await runVariant(account, variant, ['install', '--plan-only'], more);
      expect(code).toBe(2);
      expect(events.find(({ type }) => type === 'error')?.['message']).toMatch(lacks);
      expect(events.some(({ type }) => type === 'plan')).toBe(false);
    },
  );

  it('and Connect, while nobody may use it, wants no host, no certificate and no record', async (life) => {
    const account = await accountOfTest(life);
    const off = { ConnectAllowedHosts: '' };
    const { code, events } = await runVariant(account, 'Connect', ['install', '--plan-only'], off);
    expect(code).toBe(0);
    expect(messageOf(events, 'dns.hostnames-free')).toBe(three.join(', '));
    const plan = events.find(({ type }) => type === 'plan');
    expect(JSON.stringify(plan)).not.toContain('ConnectLoadBalancer');
  });

  it.for(['https://claude.ai', 'claude.ai,http://localhost'])(
    'and warned that Connect ignores %s',
    async (ConnectAllowedHosts, life) => {
      const account = await accountOfTest(life);
      const plan = ['install', '--plan-only'];
      const { code, events } = await runVariant(account, 'Connect', plan, { ConnectAllowedHosts });
      expect(code).toBe(0);
      const said = events.filter(({ type }) => type === 'note').map(({ message }) => String(message));
      expect(said.join()).toMatch(
        /ConnectAllowedHosts: Connect ignores entries with https:\/\/ or http:\/\//,
      );
    },
  );

  it('and not let through where nobody could sign in', async (life) => {
    const account = await accountOfTest(life);
    const { code, events } = await runVariant(account, 'Connect', ['install', '--plan-only'], {
      PasswordAuth: 'Disabled',
    });
    expect(code).toBe(3);
    expect(events.some(({ type }) => type === 'plan')).toBe(false);
  });
});
