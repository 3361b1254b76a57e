import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { HandClock } from '../hand-clock.ts';
import { rehearsalProbe } from '../../../src/rehearsal/account/probe.ts';
import { route53 } from '../../../src/rehearsal/services/route53/index.ts';
import { canonicalName } from '../../../src/rehearsal/services/route53/names.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { addCertificate, addLoadBalancer } from '../../helpers/account-holdings.ts';
import { caller } from '../support.ts';

const balancer = 'internal-quilt-1.us-east-1.elb.amazonaws.com';
let state: AccountState;
let clock: HandClock;
let call: ReturnType<typeof caller>;

beforeEach(() => {
  state = emptyAccount({ id: '123456789012', region: 'us-east-1' });
  const name = 'example.com.';
  const records = [
    { name, type: 'NS', ttl: 60, values: ['ns.'] },
    { name, type: 'SOA', ttl: 60, values: ['soa'] },
  ];
  state.zones.set('Z1', {
    id: 'Z1',
    name,
    private: false,
    vpcs: [],
    callerReference: 'x',
    records,
    delegated: true,
  });
  const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/quilt/1';
  const certificateArns = new Set(['arn:cert']);
  addLoadBalancer(state, { arn, name: 'quilt', dnsName: balancer, scheme: 'internal', certificateArns });
  addCertificate(state, { arn: 'arn:cert', names: ['*.example.com'] });
  clock = new HandClock(Date.UTC(2026, 0, 1));
  call = caller(state, clock);
});

const cname = (Name: string, value = 'target.example.net', TTL = 60) => ({
  Name,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: value }],
});
const alias = (Name: string, HostedZoneId = 'Z35SXDOTRQ7X7K', DNSName = balancer) => ({
  Name,
  Type: 'A',
  AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: false },
});
type Wire = ReturnType<typeof cname> | ReturnType<typeof alias>;
const change = (...changes: (readonly [string, Wire])[]) =>
  call(route53, 'ChangeResourceRecordSets', {
    HostedZoneId: '/hostedzone/Z1',
    ChangeBatch: { Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })) },
  });
const names = (): string[] =>
  (state.zones.get('Z1')?.records ?? []).map(({ name, type }) => `${type} ${name}`);

describe('a batch is refused', () => {
  it.each([
    [
      'a second of the same',
      [['CREATE', cname('a.example.com')] as const],
      [['CREATE', cname('a.example.com')] as const],
      "[Tried to create resource record set [name='a.example.com.', type='CNAME'] but it already exists]",
    ],
    [
      'a CNAME beside another record',
      [['CREATE', alias('a.example.com')] as const],
      [['CREATE', cname('a.example.com')] as const],
      '[RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]',
    ],
    [
      'another record beside a CNAME',
      [['CREATE', cname('a.example.com')] as const],
      [['UPSERT', alias('a.example.com')] as const],
      '[RRSet of type A with DNS name a.example.com. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone example.com.]',
    ],
    [
      'a deletion with another value',
      [['CREATE', cname('a.example.com')] as const],
      [['DELETE', cname('a.example.com', 'other.example.net')] as const],
      "[Tried to delete resource record set [name='a.example.com.', type='CNAME'] but the values provided do not match the current values]",
    ],
    [
      'a deletion with another TTL',
      [['CREATE', cname('a.example.com')] as const],
      [['DELETE', cname('a.example.com', 'target.example.net', 300)] as const],
      'do not match the current values',
    ],
    ['a deletion of nothing', [], [['DELETE', cname('a.example.com')] as const], 'but it was not found'],
    [
      'a CNAME at the apex',
      [],
      [['CREATE', cname('example.com')] as const],
      'is not permitted at apex in zone example.com.',
    ],
    [
      'a name of another zone',
      [],
      [['CREATE', cname('a.example.org')] as const],
      'is not permitted in zone example.com.',
    ],
    [
      'an alias to nowhere',
      [],
      [['CREATE', alias('a.example.com', 'Z35SXDOTRQ7X7K', 'no.elb.amazonaws.com')] as const],
      'that target was not found',
    ],
    [
      'an alias with a wrong zone',
      [],
      [['CREATE', alias('a.example.com', 'ZWRONG')] as const],
      'does not lie within the target zone',
    ],
  ])('%s', async (_what, before, batch, message) => {
    if (before.length > 0) await change(...before);
    const held = names();
    await expect(change(...batch)).rejects.toMatchObject({
      code: 'InvalidChangeBatch',
      status: 400,
      message: expect.stringContaining(message) as string,
    });
    expect(names()).toEqual(held);
  });

  it('as a whole: one bad change undoes the good ones, and every fault is told', async () => {
    const batch = change(
      ['CREATE', cname('good.example.com')],
      ['DELETE', cname('one.example.com')],
      ['DELETE', cname('two.example.com')],
    );
    await expect(batch).rejects.toThrow(/one\.example\.com.*, .*two\.example\.com/);
    expect(names()).not.toContain('CNAME good.example.com.');
  });

  it('when a record is neither alias nor plain, in another code', async () => {
    const both = { ...cname('a.example.com'), AliasTarget: alias('a').AliasTarget };
    await expect(change(['CREATE', both])).rejects.toMatchObject({ code: 'InvalidInput' });
    const none = { Name: 'a.example.com', Type: 'A' } as unknown as Wire;
    await expect(change(['CREATE', none])).rejects.toThrow('but found none');
  });

  it('when the zone is not there', async () => {
    await expect(call(route53, 'ListResourceRecordSets', { HostedZoneId: 'Z9' })).rejects.toMatchObject({
      code: 'NoSuchHostedZone',
      status: 404,
    });
  });
});

describe('a batch is applied', () => {
  it('exchanges the type of a name by a deletion and a creation in one', async () => {
    await change(['CREATE', cname('a.example.com')]);
    await change(['DELETE', cname('a.example.com')], ['CREATE', alias('a.example.com')]);
    expect(names()).toContain('A a.example.com.');
    expect(names()).not.toContain('CNAME a.example.com.');
  });

  it('upserts over the same type, and takes dualstack and plain names for one', async () => {
    await change(['UPSERT', cname('a.example.com')]);
    await change(['UPSERT', cname('a.example.com', 'new.example.net')]);
    expect(names().filter((name) => name.startsWith('CNAME'))).toHaveLength(1);
    await change(['CREATE', alias('b.example.com', 'Z35SXDOTRQ7X7K', `dualstack.${balancer}.`)]);
    await change(['DELETE', alias('b.example.com')]);
    expect(names()).not.toContain('A b.example.com.');
  });

  it('keeps names as Route 53 does', () => {
    expect(canonicalName('*.Data.Example.com')).toBe('\\052.data.example.com.');
    expect(canonicalName('\\052.data.example.com.')).toBe('\\052.data.example.com.');
    fc.assert(
      fc.property(fc.domain(), (name) => {
        expect(canonicalName(canonicalName(name))).toBe(canonicalName(name));
      }),
    );
  });
});

describe('the world sees a change', () => {
  it('once it is in sync, not before', async () => {
    const probe = rehearsalProbe(state, () => clock.account.now());
    const made = (await change(['CREATE', alias('quilt.example.com')]))['ChangeInfo'] as {
      Id: string;
      Status: string;
    };
    expect(made.Status).toBe('PENDING');
    expect(await probe.resolve('quilt.example.com', 'A')).toEqual([]);
    expect((await probe.tls('quilt.example.com')).problem).toContain('does not resolve');
    await clock.drain();
    const later = (await call(route53, 'GetChange', { Id: made.Id }))['ChangeInfo'] as { Status: string };
    expect(later.Status).toBe('INSYNC');
    expect(await probe.resolve('quilt.example.com', 'A')).toHaveLength(2);
    expect(await probe.tls('quilt.example.com')).toEqual({ ok: true, names: ['*.example.com'] });
    expect(await probe.https('quilt.example.com')).toEqual({ status: 200 });
  });

  it('through CNAMEs, and with the certificate it deserves', async () => {
    const probe = rehearsalProbe(state, () => clock.account.now());
    await change(
      ['CREATE', cname('a.b.example.com', balancer)],
      ['CREATE', cname('loop.example.com', 'loop.example.com')],
    );
    await clock.drain();
    expect(await probe.resolve('a.b.example.com', 'CNAME')).toEqual([balancer]);
    expect(await probe.resolve('A.B.example.com.', 'A')).toHaveLength(2);
    expect((await probe.tls('a.b.example.com')).problem).toContain('*.example.com');
    expect(await probe.resolve('loop.example.com', 'A')).toEqual([]);
  });

  it('only where the parent points at the zone', async () => {
    const zone = state.zones.get('Z1');
    if (zone !== undefined) state.zones.set('Z1', { ...zone, delegated: false });
    await change(['CREATE', alias('quilt.example.com')]);
    await clock.drain();
    const probe = rehearsalProbe(state, () => clock.account.now());
    expect(await probe.resolve('quilt.example.com', 'A')).toEqual([]);
    expect(await probe.resolve('example.com', 'NS')).toEqual([]);
  });
});

describe('lists are paged', () => {
  it('whatever the page size, the pages together are the list', async () => {
    for (let at = 0; at < 23; at += 1) await change(['CREATE', cname(`n${at}.example.com`)]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (MaxItems) => {
        const found: string[] = [];
        let next: object = {};
        for (;;) {
          const page = await call(route53, 'ListResourceRecordSets', {
            HostedZoneId: 'Z1',
            MaxItems,
            ...next,
          });
          found.push(
            ...(page['ResourceRecordSets'] as { Name: string; Type: string }[]).map(
              ({ Name, Type }) => `${Type} ${Name}`,
            ),
          );
          if (page['IsTruncated'] !== true) break;
          next = { StartRecordName: page['NextRecordName'], StartRecordType: page['NextRecordType'] };
        }
        expect(new Set(found)).toEqual(new Set(names()));
        expect(found).toHaveLength(25);
      }),
      { numRuns: 12 },
    );
  });

  it('zones by name come in the order of their reversed labels, from the name on', async () => {
    for (const [at, name] of ['b.example.com.', 'example.org.', 'a.example.com.'].entries())
      state.zones.set(`Y${at}`, {
        id: `Y${at}`,
        name,
        private: true,
        vpcs: [],
        callerReference: 'y',
        records: [],
        delegated: false,
      });
    const page = await call(route53, 'ListHostedZonesByName', { DNSName: 'example.com' });
    expect((page['HostedZones'] as { Name: string }[]).map(({ Name }) => Name)).toEqual([
      'example.com.',
      'a.example.com.',
      'b.example.com.',
      'example.org.',
    ]);
    const first = await call(route53, 'ListHostedZonesByName', { MaxItems: 2 });
    expect(first).toMatchObject({ IsTruncated: true, NextDNSName: 'b.example.com.' });
  });
});
