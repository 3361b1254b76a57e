import { describe, expect, it } from 'vitest';
import type { DnsEvent } from '../../src/core/events.ts';
import { verifyDns } from '../../src/dns/index.ts';
import { alias, balancer, balancerZone, set, zone, Zones } from './zones.ts';

const name = 'quilt.data.example.com';
const record = {
  name,
  type: 'A' as const,
  alias: true,
  target: balancer,
  zoneId: 'Z1',
  aliasZoneId: balancerZone,
};
const {
  zoneId: _zoneId,
  aliasZoneId: _aliasZoneId,
  ...foreign
} = { ...record, type: 'CNAME' as const, alias: false };

/** A zone that is delegated, holds the record, and answers everywhere. */
const healthy = (): Zones => {
  const zones = new Zones(zone('Z1', 'example.com')).put(
    'Z1',
    set('example.com', 'NS', ['ns-1.awsdns.com.', 'ns-2.awsdns.net.']),
    alias(name, balancer),
  );
  zones.answers.set('example.com NS', ['NS-1.awsdns.com.']);
  zones.answers.set(`${name} A`, ['192.0.2.1', '192.0.2.2']);
  zones.answers.set(`${balancer} A`, ['192.0.2.2', '192.0.2.3']);
  return zones;
};

const verification = (zones: Zones): readonly (string | undefined)[] =>
  zones.events
    .filter((event): event is DnsEvent => event.type === 'dns')
    .map(({ state, missing }) => missing ?? state);

const at = async (zones: Zones, what = record as Parameters<typeof verifyDns>[0][number]) => {
  const ok = await verifyDns([what], { waitMs: 0 }, zones.ports);
  return [ok, ...verification(zones)];
};

describe('what is missing is named', () => {
  it('delegation: nobody, or another zone of the same name, is asked', async () => {
    const nobody = healthy();
    nobody.answers.clear();
    expect(await at(nobody)).toEqual([false, 'delegation']);
    const other = healthy();
    other.answers.clear();
    other.answers.set('example.com NS', ['ns-9.elsewhere.net']);
    expect(await at(other)).toEqual([false, 'delegation']);
  });

  it('delegation, as far as the network tells, where the zone may not be read or is not ours', async () => {
    const blind = healthy();
    blind.denied.add('route53:ListHostedZones').add('route53:ListResourceRecordSets');
    blind.answers.delete(`${name} A`);
    expect(await at(blind)).toEqual([false, 'record']);
    blind.answers.clear();
    blind.events.length = 0;
    expect(await at(blind)).toEqual([false, 'delegation']);
    expect(await at(new Zones(), foreign)).toEqual([false, 'delegation']);
  });

  it('record: the zone is asked, and does not hold it', async () => {
    const zones = healthy();
    zones.sets.set('Z1', [set('example.com', 'NS', ['ns-1.awsdns.com'])]);
    zones.answers.delete(`${name} A`);
    expect(await at(zones)).toEqual([false, 'record']);
  });

  it('resolver: the zone holds it, and the resolver says nothing, or the old address', async () => {
    const silent = healthy();
    silent.answers.delete(`${name} A`);
    expect(await at(silent)).toEqual([false, 'resolver']);
    const old = healthy();
    old.answers.set(`${name} A`, ['203.0.113.7']);
    expect(await at(old)).toEqual([false, 'resolver']);
    expect(JSON.stringify(old.events)).toContain('still leads elsewhere');
    const elsewhere = healthy();
    elsewhere.answers.set(`${name} CNAME`, ['old.example.net']).delete(`${name} A`);
    expect(await at(elsewhere)).toEqual([false, 'resolver']);
  });

  it('tls, and a way to look from where an internal balancer can be reached', async () => {
    const zones = healthy();
    zones.tls = false;
    expect(await at(zones)).toEqual([false, 'tls']);
    expect(JSON.stringify(zones.events)).toContain('connection refused');
    expect(JSON.stringify(zones.events)).toContain('inside its network');
  });

  it.each([
    [undefined, 'timed out'],
    [503, 'it answers 503'],
  ])('http: status %s', async (status, why) => {
    const zones = healthy();
    zones.status = status;
    expect(await at(zones)).toEqual([false, 'http']);
    expect(JSON.stringify(zones.events)).toContain(why);
  });
});

describe('what is there is verified', () => {
  it('by one address in common', async () => expect(await at(healthy())).toEqual([true, 'verified']));

  it('by a CNAME, though the balancer answers nothing here', async () => {
    const zones = new Zones();
    zones.answers.set(`${name} CNAME`, [`dualstack.${balancer}.`]);
    expect(await at(zones, foreign)).toEqual([true, 'verified']);
  });

  it('with a page that asks for a login', async () => {
    const zones = healthy();
    zones.status = 401;
    expect(await at(zones)).toEqual([true, 'verified']);
  });
});

describe('waiting', () => {
  it('tells each change once, and ends as soon as all is there', async () => {
    const zones = healthy();
    zones.answers.delete(`${name} A`);
    zones.tls = false;
    zones.onSleep = () => {
      if (zones.now >= 20_000) zones.answers.set(`${name} A`, ['192.0.2.2']);
      if (zones.now >= 40_000) zones.tls = true;
    };
    expect(await verifyDns([record], { waitMs: 900_000 }, zones.ports)).toBe(true);
    expect(verification(zones)).toEqual(['resolver', 'tls', 'verified']);
    expect(zones.now).toBe(40_000);
  });

  it('ends when its time is over, or the run is interrupted', async () => {
    const zones = healthy();
    zones.tls = false;
    expect(await verifyDns([record], { waitMs: 12_000 }, zones.ports)).toBe(false);
    expect(zones.now).toBe(12_000);
    const controller = new AbortController();
    zones.onSleep = () => controller.abort();
    const ports = { ...zones.ports, signal: controller.signal };
    expect(await verifyDns([record], { waitMs: 1e9 }, ports)).toBe(false);
    expect(zones.now).toBe(17_000);
  });

  it('takes a probe that throws for one that has not answered', async () => {
    const zones = healthy();
    const { ports } = zones;
    const failing = async (): Promise<never> => {
      throw new Error('EAI_AGAIN');
    };
    const deaf = { ...ports, probe: { ...ports.probe, tls: failing } };
    expect(await verifyDns([record], { waitMs: 0 }, deaf)).toBe(false);
    expect(verification(zones)).toEqual(['tls']);
    expect(
      await verifyDns([record], { waitMs: 0 }, { ...ports, probe: { ...ports.probe, resolve: failing } }),
    ).toBe(false);
    expect(
      await verifyDns([record], { waitMs: 0 }, { ...ports, probe: { ...ports.probe, https: failing } }),
    ).toBe(false);
  });
});
