import { describe, expect, it } from 'vitest';
import type { Fixes, Made } from '../../../src/core/check.ts';
import { hostedZone, hostnamesFree } from '../../../src/checks/dns/zone.ts';
import type { HostedZone, RecordSet } from '../../../src/core/facts.ts';
import { answering, denied, judgingOf, stack, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const values = { QuiltWebHost: 'quilt.data.example.com' };
const zone: HostedZone = { id: 'Z1', name: 'example.com', private: false };
const record = (name: string, type: string, ...contents: string[]): RecordSet => ({
  name,
  type,
  values: contents,
  raw: {},
});
const aliasTo = (name: string, target: string): RecordSet => ({
  name,
  type: 'A',
  values: [],
  alias: { target, zoneId: 'ZLB', evaluateHealth: false },
  raw: {},
});
const servers = ['ns-1.awsdns.com', 'ns-2.awsdns.org'];
const apex = record('example.com', 'NS', ...servers.map((name) => `${name}.`));
const holding = (...records: RecordSet[]) => ({
  hostedZones: answering([zone]),
  records: (_zone: string, name: string) => Promise.resolve(records.filter((one) => one.name === name)),
});
/** What public resolvers know. */
const publicly = (table: Readonly<Record<string, readonly string[]>>) => ({
  resolve: (name: string, type: string) => Promise.resolve(table[`${type} ${name}`] ?? []),
});
const delegated = publicly({ 'NS example.com': servers });

judgeTable(hostedZone, [
  ['no host known', {}, 'skipped'],
  ['no zone', { facts: { hostedZones: answering([]) }, values }, 'warn', /No public zone.*printed/],
  [
    'a private zone only',
    { facts: { hostedZones: answering([{ ...zone, private: true }]) }, values },
    'warn',
  ],
  [
    'denied',
    { facts: { hostedZones: denied('route53:ListHostedZones') }, values },
    'unknown',
    /route53:ListHostedZones/,
  ],
  [
    'handed to others below',
    { facts: holding(apex, record('data.example.com', 'NS', 'ns.other.net')), probe: delegated, values },
    'warn',
    /hands data\.example\.com/,
  ],
  [
    'not the zone that is asked',
    { facts: holding(apex), probe: publicly({ 'NS example.com': ['ns.other.net'] }), values },
    'warn',
    /other name servers/,
  ],
  ['asked nowhere', { facts: holding(apex), probe: publicly({}), values }, 'warn'],
  [
    'resolver silent',
    { facts: holding(apex), probe: { resolve: () => Promise.reject(new Error('timeout')) }, values },
    'unknown',
  ],
  ['ours', { facts: holding(apex), probe: delegated, values }, 'pass', /example\.com \(Z1\)/],
]);

const host = values.QuiltWebHost;
const balancer = 'quilt-lb-1.us-east-1.elb.amazonaws.com';
const up = (more: Partial<ReturnType<typeof holding>> = {}): NonNullable<Situation['facts']> => ({
  ...holding(),
  ...more,
  stack: answering(
    stack({
      outputs: new Map([
        ['QuiltWebHost', host],
        ['LoadBalancerDNSName', balancer],
      ]),
    }),
  ),
});
const update = { kind: 'update' } as const;

judgeTable(hostnamesFree, [
  ['no host known', {}, 'skipped'],
  [
    'a record in our zone',
    { facts: holding(record(host, 'CNAME', 'old.example.net')), probe: publicly({}), values },
    'fail',
    /quilt\.data\.example\.com is taken: CNAME → old\.example\.net in example\.com \(Z1\)/,
  ],
  [
    'an alias in our zone',
    { facts: holding(aliasTo(host, 'dualstack.x.elb.amazonaws.com.')), probe: publicly({}), values },
    'fail',
    /alias A → x\.elb/,
  ],
  ['only a TXT record', { facts: holding(record(host, 'TXT', '"x"')), probe: publicly({}), values }, 'pass'],
  [
    'answers elsewhere',
    { facts: { hostedZones: answering([]) }, probe: publicly({ [`A ${host}`]: ['192.0.2.7'] }), values },
    'fail',
    /public DNS answers 192\.0\.2\.7/,
  ],
  [
    'answers through a wildcard of ours',
    {
      facts: holding(record('*.data.example.com', 'A', '192.0.2.7')),
      probe: publicly({ [`A ${host}`]: ['192.0.2.7'] }),
      values,
    },
    'pass',
    /\*\.data\.example\.com/,
  ],
  [
    'resolver silent',
    { facts: holding(), probe: { resolve: () => Promise.reject(new Error('timeout')) }, values },
    'unknown',
    /Public DNS/,
  ],
  [
    'denied',
    { facts: { hostedZones: denied('route53:ListHostedZones') }, probe: publicly({}), values },
    'unknown',
  ],
  [
    'free',
    { facts: holding(), probe: publicly({}), values },
    'pass',
    /^quilt\.data\.example\.com, quilt-registry/,
  ],
  [
    'update: points at this stack',
    {
      facts: up(holding(aliasTo(host, `dualstack.${balancer}`))),
      probe: publicly({}),
      target: update,
      values,
    },
    'pass',
    /points at this stack/,
  ],
  [
    'update: points elsewhere',
    {
      facts: up(holding(record(host, 'CNAME', 'other.elb.amazonaws.com'))),
      probe: publicly({}),
      target: update,
      values,
    },
    'fail',
    /taken/,
  ],
  [
    'update: kept elsewhere as CNAME',
    { facts: up(), probe: publicly({ [`CNAME ${host}`]: [`${balancer}.`] }), target: update, values },
    'pass',
  ],
  [
    'update: kept elsewhere as alias',
    {
      facts: up(),
      probe: publicly({ [`A ${host}`]: ['203.0.113.5'], [`A ${balancer}`]: ['203.0.113.5', '203.0.113.6'] }),
      target: update,
      values,
    },
    'pass',
  ],
  [
    'create: another stack is no excuse',
    { facts: up(holding(aliasTo(host, balancer))), probe: publicly({}), values },
    'fail',
  ],
]);

describe('a zone made for hosts without one', () => {
  const fixOf = (facts: Situation['facts'], kind: 'create' | 'update' = 'create') =>
    hostedZone.fix?.(judgingOf({ facts, values, target: { kind } }));

  it('is shown with its cost and what it means, and names what removes it', async () => {
    const fix = await fixOf({ hostedZones: answering([]) });
    if (fix === undefined || !('call' in fix)) throw new Error('no fix');
    expect(fix.changes.join('\n')).toMatch(
      /data\.example\.com \(0\.50 US dollars a month\)\nWhoever manages example\.com/,
    );
    const made: Made[] = [];
    const createZone: Fixes['createZone'] = (name, _reference, told) => {
      told(`Z-${name}`);
      return Promise.resolve({ id: `Z-${name}`, nameServers: servers });
    };
    const result = await fix.call({ createZone } as unknown as Fixes, (thing) => made.push(thing));
    expect(result?.delegation).toEqual({ zone: 'data.example.com', nameServers: servers });
    expect(made).toMatchObject([
      { removal: ['route53', 'delete-hosted-zone', '--id', 'Z-data.example.com'] },
    ]);
  });

  it('is not offered where a zone covers them, nor for a stack that is up', async () => {
    expect(await fixOf({ hostedZones: answering([zone]) })).toBeUndefined();
    expect(await fixOf({ hostedZones: answering([]) }, 'update')).toBeUndefined();
  });
});
