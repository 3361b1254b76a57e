import { describe, expect, it } from 'vitest';
import { InstallError } from '../../src/core/errors.ts';
import {
  applyDns,
  overwriteUndo,
  desiredRecords,
  planDns,
  recordsToRemove,
  removeRecords,
  dnsPlanLines,
} from '../../src/dns/index.ts';
import { quilt } from '../helpers/products.ts';
import { alias, balancer, balancerZone, denial, hosts, outputs, set, zone, Zones } from './zones.ts';

const product = quilt;
const example = zone('Z1', 'example.com');
const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (value) => value,
    (error: unknown) => (error instanceof InstallError ? `${error.code} ${error.exitCode}` : error),
  );
type Request = Partial<Parameters<typeof desiredRecords>[0]>;
const wanted = (zones: Zones, request: Request = {}) =>
  desiredRecords({ product, scope: { outputs: outputs() }, ...request }, zones.ports);
const desired = async (zones: Zones, request: Request = {}) => (await wanted(zones, request)).records;
const planned = async (zones: Zones, request: Request = {}) =>
  planDns(await wanted(zones, request), zones.ports);
const nothing = {
  records: [],
  unwritable: new Map<string, string>(),
  zoneless: [],
  choices: [],
  internal: [],
};

describe('which records are desired', () => {
  it('refuses a zone that is not there, that is for other names, and a CNAME where only an alias may stand', async () => {
    expect(await codeOf(desired(new Zones(example), { hostedZoneId: 'Z9' }))).toBe('dns-zone-unknown 2');
    const other = new Zones(example, zone('Z2', 'ample.com'));
    expect(await codeOf(desired(other, { hostedZoneId: 'Z2' }))).toBe('dns-zone-unfit 2');
    const apex = new Zones(zone('Z3', 'quilt.data.example.com'));
    expect(await codeOf(desired(apex, { recordType: 'cname' }))).toBe('dns-apex 2');
  });

  it('says when an alias cannot be made', async () => {
    const noZoneId = outputs({ LoadBalancerCanonicalHostedZoneID: '' });
    const zones = new Zones(example);
    expect(await codeOf(desired(zones, { scope: { outputs: noZoneId }, recordType: 'alias' }))).toBe(
      'dns-alias-impossible 9',
    );
    zones.denied.add('elasticloadbalancing:DescribeLoadBalancers');
    expect(await codeOf(desired(zones, { scope: { outputs: noZoneId }, recordType: 'alias' }))).toBe(
      'dns-alias-impossible 9',
    );
  });

  it('is nothing when the outputs name no balancer', async () => {
    expect(
      await desired(new Zones(example), { scope: { outputs: outputs({ LoadBalancerDNSName: '' }) } }),
    ).toEqual([]);
  });

  it('is an alias in the longest public zone, whatever other zones there are', async () => {
    const zones = new Zones(
      zone('Z9', 'com'),
      example,
      zone('Z2', 'data.example.com'),
      zone('Z3', 'data.example.com', { private: true }),
      zone('Z4', 'ata.example.com'),
    );
    expect(await desired(zones)).toEqual(
      hosts.map((name) => ({
        name,
        type: 'A',
        alias: true,
        target: balancer,
        zoneId: 'Z2',
        aliasZoneId: balancerZone,
      })),
    );
  });

  it('looks the balancer up where an older template does not tell its zone', async () => {
    const zones = new Zones(example);
    const old = outputs({ LoadBalancerCanonicalHostedZoneID: '' });
    expect((await desired(zones, { scope: { outputs: old } }))[0]).toMatchObject({ type: 'CNAME', ttl: 60 });
    zones.balancers.push({
      arn: 'arn',
      name: 'quilt-lb',
      dnsName: `dualstack.${balancer.toUpperCase()}.`,
      zoneId: 'ZLB',
      scheme: 'internal',
    });
    expect((await desired(zones, { scope: { outputs: old } }))[0]).toMatchObject({
      alias: true,
      aliasZoneId: 'ZLB',
    });
  });

  it('is a CNAME where this account has no zone, or may not look', async () => {
    expect(await desired(new Zones(), { ttl: 300 })).toEqual(
      hosts.map((name) => ({ name, type: 'CNAME', alias: false, target: balancer, ttl: 300 })),
    );
    const blind = new Zones(example);
    blind.denied.add('route53:ListHostedZones');
    expect((await desired(blind))[0]).toMatchObject({ type: 'CNAME' });
    expect((await desired(blind, { hostedZoneId: '/hostedzone/Z1' }))[0]).toMatchObject({
      alias: true,
      zoneId: 'Z1',
    });
  });

  it('knows Connect by its own balancer', async () => {
    const connect = outputs({
      ConnectHost: 'quilt-connect.data.example.com',
      ConnectLoadBalancerDNSName: 'connect-lb.us-east-1.elb.amazonaws.com',
      ConnectLoadBalancerCanonicalHostedZoneID: 'ZC',
    });
    expect((await desired(new Zones(example), { scope: { outputs: connect } }))[3]).toMatchObject({
      name: 'quilt-connect.data.example.com',
      target: 'connect-lb.us-east-1.elb.amazonaws.com',
      aliasZoneId: 'ZC',
    });
  });
});

describe('what stands in the zone already', () => {
  const host = hosts[0] ?? '';

  it.each([
    [
      'the same alias, as Route 53 writes it',
      alias(host, `dualstack.${balancer.toUpperCase()}.`),
      'alreadyThere',
    ],
    ['a CNAME to the same balancer', set(host, 'CNAME', [`${balancer}.`]), 'alreadyThere'],
    ['another address', set(host, 'A', ['203.0.113.7']), 'conflicts'],
    ['another CNAME', set(host, 'CNAME', ['old.example.net']), 'conflicts'],
    ['an IPv6 address, which would win', set(host, 'AAAA', ['2001:db8::1']), 'conflicts'],
    ['a text record, which an alias does not mind', set(host, 'TXT', ['"v=spf1"']), 'toCreate'],
    ['a wildcard beside it', set('*.data.example.com', 'A', ['203.0.113.7']), 'toCreate'],
  ] as const)('%s', async (_words, existing, kind) => {
    const zones = new Zones(example).put('Z1', existing);
    const plan = await planned(zones);
    const names = { ...plan, conflicts: plan.conflicts.map(({ record }) => record) }[kind].map(
      ({ name }) => name,
    );
    expect(names).toContain(host);
    expect(dnsPlanLines(plan)).toHaveLength(3);
    expect(plan.toCreate.length + plan.alreadyThere.length + plan.conflicts.length).toBe(3);
  });

  it('is not ours to change where the name is delegated to another zone', async () => {
    const zones = new Zones(example).put('Z1', set('data.example.com', 'NS', ['ns1.elsewhere.net']));
    const plan = await planned(zones);
    expect(plan.noZone.map(({ reason }) => reason)[0]).toContain('data.example.com is delegated');
    expect(plan.toCreate).toEqual([]);
  });

  it('is unknown where it may not be read: the plan holds the reason, and applying stops with it', async () => {
    const zones = new Zones(example);
    zones.denied.add('route53:ListResourceRecordSets');
    const plan = await planned(zones);
    expect(plan.records).toHaveLength(3);
    expect(plan.problem?.permission).toBe('route53:ListResourceRecordSets');
    expect(await codeOf(applyDns(plan, { overwrite: false }, zones.ports))).toBe('aws-denied 10');
    expect(zones.batches).toEqual([]);
  });

  it('needs no listing of zones when the zone is named', async () => {
    const zones = new Zones(example);
    zones.denied.add('route53:ListHostedZones');
    const plan = await planned(zones, { hostedZoneId: 'Z1' });
    expect(plan.problem).toBeUndefined();
    expect((await applyDns(plan, { overwrite: false }, zones.ports)).complete).toBe(true);
    expect((await planned(zones)).problem?.permission).toBe('route53:ListHostedZones');
  });
});

describe('writing', () => {
  it('has nothing to do for a stack without hosts, and says so', async () => {
    const zones = new Zones(example);
    expect(
      await codeOf(applyDns(await planDns(nothing, zones.ports), { overwrite: true }, zones.ports)),
    ).toBe('dns-no-records 9');
  });

  it('is one batch per zone, waited for, and repeated it writes nothing', async () => {
    const zones = new Zones(example, zone('Z2', 'quilt.data.example.com'));
    zones.pending = 3;
    const first = await applyDns(await planned(zones), { overwrite: false }, zones.ports);
    expect(first.complete).toBe(true);
    expect(zones.batches.map(({ zoneId, changes }) => [zoneId, changes.length])).toEqual([
      ['Z2', 1],
      ['Z1', 2],
    ]);
    expect(zones.now).toBe(9_000);
    const again = await applyDns(await planned(zones), { overwrite: true }, zones.ports);
    expect(again).toMatchObject({ complete: true, created: [] });
    expect(zones.batches).toHaveLength(2);
    expect(zones.events.at(-1)).toMatchObject({
      type: 'dns',
      state: 'applied',
      message: 'All were there already.',
    });
  });

  it('leaves a different record, shows it, and makes the others', async () => {
    const zones = new Zones(example).put('Z1', set('quilt.data.example.com', 'A', ['203.0.113.7']));
    const done = await applyDns(await planned(zones), { overwrite: false }, zones.ports);
    expect(done.complete).toBe(false);
    expect(done.created).toHaveLength(2);
    expect(zones.events[0]).toMatchObject({
      state: 'conflict',
      records: [{ name: 'quilt.data.example.com' }],
    });
    expect(JSON.stringify(zones.events[0])).toContain('A 203.0.113.7 (TTL 300)');
    expect(zones.sets.get('Z1')).toContainEqual(set('quilt.data.example.com', 'A', ['203.0.113.7']));
  });

  it('overwrites by deleting exactly what was shown, in the same batch, and can tell before how to take it back', async () => {
    const old = set('quilt.data.example.com', 'CNAME', ["o'ld.example.net"]);
    const zones = new Zones(example).put('Z1', old);
    const plan = await planned(zones);
    const undoSteps = overwriteUndo(plan);
    const done = await applyDns(plan, { overwrite: true }, zones.ports);
    expect(done.complete).toBe(true);
    expect(zones.batches).toHaveLength(1);
    expect(zones.batches[0]?.changes[0]).toEqual({ action: 'delete', recordSet: old });
    expect(undoSteps).toHaveLength(1);
    expect(undoSteps[0]?.request.HostedZoneId).toBe('Z1');
    const changes = undoSteps[0]?.request.ChangeBatch.Changes ?? [];
    expect(changes.map(({ Action }) => Action)).toEqual(['DELETE', 'DELETE', 'DELETE', 'CREATE']);
    expect(changes[3]?.ResourceRecordSet).toEqual(old.raw);
    expect(zones.events.at(-1)).toMatchObject({ state: 'applied', message: '2 created, 1 replaced.' });
  });

  it('removes no mail or text record for the sake of a CNAME', async () => {
    const zones = new Zones(example).put('Z1', set('quilt.data.example.com', 'TXT', ['"x"']));
    const plan = await planned(zones, { recordType: 'cname' });
    const done = await applyDns(plan, { overwrite: true }, zones.ports);
    expect(done.complete).toBe(false);
    expect(zones.sets.get('Z1')).toContainEqual(set('quilt.data.example.com', 'TXT', ['"x"']));
    expect(JSON.stringify(zones.events[0])).toContain('--record-type alias');
  });

  it('stops where the zone changed after it was shown, and goes on where another run did the same', async () => {
    const changed = new Zones(example);
    const plan = await planned(changed);
    changed.put('Z1', set('quilt.data.example.com', 'A', ['203.0.113.9']));
    expect(await codeOf(applyDns(plan, { overwrite: false }, changed.ports))).toBe('dns-changed 9');
    expect(changed.sets.get('Z1')).toHaveLength(1);
    expect(changed.events).toEqual([]);

    const two = new Zones(example, zone('Z2', 'quilt-s3-proxy.data.example.com'));
    const both = await planned(two);
    two.put('Z2', set('quilt-s3-proxy.data.example.com', 'A', ['203.0.113.9']));
    expect(await codeOf(applyDns(both, { overwrite: false }, two.ports))).toBe('dns-changed 9');
    expect(two.events).toMatchObject([{ type: 'dns', state: 'applied', records: [{}, {}] }]);

    const rival = new Zones(example);
    const mine = await planned(rival);
    rival.beforeChange = () => {
      rival.beforeChange = () => undefined;
      rival.put('Z1', ...hosts.map((host) => alias(host, balancer)));
    };
    expect((await applyDns(mine, { overwrite: false }, rival.ports)).complete).toBe(true);
  });

  it('leaves what this account cannot write', async () => {
    const zones = new Zones(zone('Z2', 'quilt.data.example.com'));
    const plan = await planned(zones);
    expect(plan.noZone.map(({ record }) => record.name)).toEqual(hosts.slice(1));
    const done = await applyDns(plan, { overwrite: false }, zones.ports);
    expect(done).toMatchObject({ complete: false, created: [{ zoneId: 'Z2' }] });
  });

  it('waits through trouble, and does not fail for want of seeing the end', async () => {
    const zones = new Zones(example);
    zones.syncProblems = [new InstallError({ code: 'aws-throttled', message: 'm', hint: 'h', exitCode: 10 })];
    zones.pending = 1;
    expect((await applyDns(await planned(zones), { overwrite: false }, zones.ports)).complete).toBe(true);
    expect(zones.now).toBe(6_000);
    const blind = new Zones(example);
    blind.syncProblems = [denial('route53:GetChange')];
    expect((await applyDns(await planned(blind), { overwrite: false }, blind.ports)).complete).toBe(true);
    expect(blind.now).toBe(0);
    const slow = new Zones(example);
    slow.pending = 1e6;
    expect((await applyDns(await planned(slow), { overwrite: false }, slow.ports)).complete).toBe(true);
    expect(slow.now).toBeLessThanOrEqual(310_000);
  });
});

describe('removing', () => {
  it('takes exactly what leads to this balancer, in any zone', async () => {
    const inside = zone('ZP', 'data.example.com', { private: true });
    const zones = new Zones(example, inside)
      .put(
        'Z1',
        alias('quilt.data.example.com', `dualstack.${balancer}`),
        set('quilt.data.example.com', 'TXT', ['"keep"']),
        set('quilt-registry.data.example.com', 'CNAME', ['another-lb.elb.amazonaws.com']),
        alias('other.data.example.com', balancer),
      )
      .put('ZP', set('quilt-s3-proxy.data.example.com', 'CNAME', [balancer]));
    const found = await recordsToRemove(await desired(zones), zones.ports);
    expect(found.map(({ zone: { id }, recordSet }) => [id, recordSet.name])).toEqual([
      ['Z1', 'quilt.data.example.com'],
      ['ZP', 'quilt-s3-proxy.data.example.com'],
    ]);
    await removeRecords(found, zones.ports);
    expect(zones.sets.get('Z1')?.map(({ type }) => type)).toEqual(['TXT', 'CNAME', 'A']);
    expect(zones.sets.get('ZP')).toEqual([]);
  });

  it('takes both records of a dual-stack host, each once', async () => {
    const [name = ''] = hosts;
    const both = [alias(name, balancer), { ...alias(name, balancer), type: 'AAAA' }];
    const zones = new Zones(example).put('Z1', ...both);
    const [record] = await desired(zones);
    if (record === undefined) throw new Error('no record');
    const records = (['A', 'AAAA'] as const).map((type) => ({ ...record, type }));
    const found = await recordsToRemove(records, zones.ports);
    expect(found.map(({ recordSet }) => recordSet.type)).toEqual(['A', 'AAAA']);
    await removeRecords(found, zones.ports);
    expect(zones.sets.get('Z1')).toEqual([]);
  });
});
