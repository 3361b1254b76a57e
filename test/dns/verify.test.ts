import { describe, expect, it } from 'vitest';
import type { DnsReply } from '../../src/core/probe.ts';
import type { DnsEvent } from '../../src/core/events.ts';
import { verifyDns } from '../../src/dns/index.ts';
import { alias, balancer, balancerZone, set, silence, zone, Zones } from './zones.ts';

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

const eventText = (zones: Zones): string => JSON.stringify(zones.events);
const movesOf = (zones: Zones) =>
  zones.events.filter((event): event is DnsEvent => event.type === 'dns').at(-1)?.moves;
const server = '198.51.100.1';
const reply = (answers: readonly (readonly [string, string])[], rest: Partial<DnsReply> = {}): DnsReply => ({
  code: 'NOERROR',
  authoritative: true,
  answers: answers.map(([type, value]) => ({ name, type, ttl: 60, value })),
  authority: [],
  ...rest,
});
/** The zone's own servers can be asked too, and say what is given. */
const asking = (answers: readonly (readonly [string, string])[]): Zones => {
  const zones = healthy();
  zones.answers.set('ns-1.awsdns.com A', [server]);
  zones.replies.set(`${server} ${name} A`, reply(answers));
  return zones;
};

describe('what is missing is named, with whose move it is', () => {
  it('delegation: nobody is asked, so somebody has to add the name servers', async () => {
    const zones = healthy();
    zones.answers.clear();
    expect(await at(zones)).toEqual(['pending', 'delegation']);
    expect(movesOf(zones)).toEqual([
      {
        by: 'domain',
        domain: 'example.com',
        say: 'Whoever registered example.com adds these name servers:',
        values: ['ns-1.awsdns.com', 'ns-2.awsdns.net'].map((value) => ({
          name: 'example.com',
          recordType: 'NS',
          value,
        })),
      },
    ]);
  });

  it('delegation: another zone of the same name is asked', async () => {
    const zones = healthy();
    zones.answers.clear();
    zones.answers.set('example.com NS', ['ns-9.elsewhere.net']);
    expect(await at(zones)).toEqual(['wrong', 'delegation']);
    expect(eventText(zones)).toContain('answered by other name servers: ns-9.elsewhere.net');
  });

  it('delegation: the servers of the parent are asked before the resolver, which may remember', async () => {
    const zones = healthy();
    zones.answers.delete(`${name} A`);
    zones.answers.set('com NS', ['a.gtld.net']).set('a.gtld.net A', ['192.0.2.53']);
    const ns = { name: 'example.com', type: 'NS', ttl: 60, value: 'ns-7.elsewhere.net' };
    zones.replies.set('192.0.2.53 example.com NS', reply([], { authority: [ns] }));
    expect(await at(zones)).toEqual(['wrong', 'delegation']);
    expect(eventText(zones)).toContain('ns-7.elsewhere.net');
  });

  it('delegation of a domain that is not ours: nobody answers for it', async () => {
    const zones = new Zones();
    expect(await at(zones, foreign)).toEqual(['wrong', 'delegation']);
    expect(movesOf(zones)).toMatchObject([{ by: 'domain', domain: 'example.com' }]);
  });

  it('delegation of a zone below ours: whoever manages the parent adds the name servers', async () => {
    const zones = new Zones(zone('Z1', 'data.example.com')).put(
      'Z1',
      set('data.example.com', 'NS', ['ns-1.awsdns.com']),
      alias(name, balancer),
    );
    expect(await at(zones)).toEqual(['pending', 'delegation']);
    expect(movesOf(zones)).toMatchObject([
      { by: 'domain', domain: 'example.com', values: [{ recordType: 'NS' }] },
    ]);
  });

  it('record of a domain that is not ours: whoever manages it sets the values, all in one move', async () => {
    const zones = new Zones();
    zones.answers.set('example.com NS', ['ns.elsewhere.net']).set('ns.elsewhere.net A', [server]);
    const hosts = [foreign, { ...foreign, name: 'x.example.com', ttl: 60 }];
    for (const { name: host } of hosts) zones.replies.set(`${server} ${host} A`, reply([]));
    expect(await verifyDns(hosts, { waitMs: 0 }, zones.ports)).toBe('wrong');
    expect(movesOf(zones)).toMatchObject([
      { by: 'domain', domain: 'data.example.com', values: [{ name, recordType: 'CNAME', value: balancer }] },
      { by: 'domain', domain: 'example.com', values: [{ name: 'x.example.com', ttl: 60 }] },
    ]);
  });

  it('record: a server of the zone answers otherwise, though the resolver still has the right answer', async () => {
    const zones = asking([['A', '203.0.113.7']]);
    zones.sets.set('Z1', [set('example.com', 'NS', ['ns-1.awsdns.com']), set(name, 'A', ['203.0.113.7'])]);
    expect(await at(zones)).toEqual(['wrong', 'record']);
    expect(eventText(zones)).toContain('ns-1.awsdns.com answers quilt.data.example.com with 203.0.113.7');
    expect(movesOf(zones)).toEqual([
      {
        by: 'you',
        say: 'What belongs there, and the command that writes it:',
        values: [{ name, recordType: 'A', alias: true, value: balancer }],
        run: 'quilt-install dns --apply --overwrite',
      },
    ]);
  });

  it('record: where port 53 is closed, Route 53 is asked what it would say, then what it holds', async () => {
    const tested = healthy();
    tested.answers.delete(`${name} A`);
    tested.tested.set(`${name} A`, []);
    tested.sets.set('Z1', [set('example.com', 'NS', ['ns-1.awsdns.com'])]);
    expect(await at(tested)).toEqual(['wrong', 'record']);
    expect(eventText(tested)).toContain('Route 53 answers');
    const held = healthy();
    held.sets.set('Z1', [set('example.com', 'NS', ['ns-1.awsdns.com'])]);
    held.answers.delete(`${name} A`);
    expect(await at(held)).toEqual(['wrong', 'record']);
  });

  it('record: its zone holds it and a server does not have it yet, so there is nothing to write', async () => {
    const zones = asking([]);
    zones.answers.delete(`${name} A`);
    expect(await at(zones)).toEqual(['pending', 'record']);
    expect(eventText(zones)).toContain(
      'Zone Z1 holds quilt.data.example.com, and ns-1.awsdns.com still answers',
    );
    expect(eventText(zones)).not.toContain('dns --apply');
    const tested = healthy();
    tested.answers.delete(`${name} A`);
    tested.tested.set(`${name} A`, []);
    expect(await at(tested)).toEqual(['pending', 'record']);
    expect(eventText(tested)).toContain('Route 53 still answers');
  });

  it('record: its zone holds it, but the balancer is gone and it never comes', async () => {
    const zones = asking([]);
    zones.answers.delete(`${balancer} A`);
    zones.answers.delete(`${name} A`);
    expect(await at(zones)).toEqual(['wrong', 'record']);
  });

  it('resolver: it remembers another answer, or that there was none, and for how long', async () => {
    const old = healthy();
    old.answers.set(`${name} A`, ['203.0.113.7']);
    expect(await at(old)).toEqual(['pending', 'resolver']);
    expect(eventText(old)).toContain('remembers 203.0.113.7 for quilt.data.example.com for 30 s more');
    expect(movesOf(old)).toMatchObject([{ by: 'time', seconds: 30 }]);
    const none = healthy();
    none.answers.delete(`${name} A`);
    none.authority = [{ name: 'example.com', type: 'SOA', ttl: 600, value: 'ns-1.awsdns.com' }];
    expect(await at(none)).toEqual(['pending', 'resolver']);
    expect(eventText(none)).toContain('remembers nothing for quilt.data.example.com for 600 s more');
  });

  it('resolver: a private zone is not seen from outside its VPC, which is no fault', async () => {
    const zones = healthy();
    zones.zones[0] = zone('Z1', 'example.com', { private: true });
    zones.vpcs.set('Z1', ['vpc-1']);
    zones.answers.delete(`${name} A`);
    expect(await at(zones)).toEqual(['unseen', 'resolver']);
    expect(eventText(zones)).toContain('only inside vpc-1');
    expect(movesOf(zones)).toMatchObject([
      { by: 'elsewhere', vpcIds: ['vpc-1'], run: 'quilt-install dns --verify' },
    ]);
  });

  it('tls: a refusal is wrong, silence only tells of the network between', async () => {
    const refused = healthy();
    refused.tls = false;
    expect(await at(refused)).toEqual(['wrong', 'tls']);
    const silent = healthy();
    silent.tls = false;
    silent.unreachable = true;
    silent.answers.set(`${balancer} A`, ['10.0.0.7']).set(`${name} A`, ['10.0.0.7']);
    expect(await at(silent)).toEqual(['unseen', 'tls']);
    expect(eventText(silent)).toContain('private addresses (10.0.0.7)');
    expect(movesOf(silent)).toMatchObject([{ by: 'elsewhere', run: 'quilt-install dns --verify' }]);
  });

  it.each([
    [undefined, 'timed out'],
    [503, 'it answers 503'],
  ])('http: status %s', async (status, why) => {
    const zones = healthy();
    zones.status = status;
    expect(await at(zones)).toEqual(['wrong', 'http']);
    expect(eventText(zones)).toContain(why);
  });
});

describe('what is there is verified', () => {
  it('by one address in common', async () => expect(await at(healthy())).toEqual(['verified', 'verified']));

  it('by a CNAME, though the balancer answers nothing here', async () => {
    const zones = new Zones();
    zones.answers.set(`${name} CNAME`, [`dualstack.${balancer}.`]);
    expect(await at(zones, foreign)).toEqual(['verified', 'verified']);
  });

  it('with a page that asks for a login', async () => {
    const zones = healthy();
    zones.status = 401;
    expect(await at(zones)).toEqual(['verified', 'verified']);
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
    expect(await verifyDns([record], { waitMs: 900_000 }, zones.ports)).toBe('verified');
    expect(verification(zones)).toEqual(['resolver', 'tls', 'verified']);
    expect(zones.now).toBe(40_000);
  });

  it('ends when its time is over, or the run is interrupted', async () => {
    const zones = healthy();
    zones.tls = false;
    expect(await verifyDns([record], { waitMs: 12_000 }, zones.ports)).toBe('wrong');
    expect(zones.now).toBe(12_000);
    const controller = new AbortController();
    zones.onSleep = () => controller.abort();
    const ports = { ...zones.ports, signal: controller.signal };
    expect(await verifyDns([record], { waitMs: 1e9 }, ports)).toBe('wrong');
    expect(zones.now).toBe(17_000);
  });

  it('ends at once where only what cannot be seen from here is left', async () => {
    const zones = healthy();
    zones.tls = false;
    zones.unreachable = true;
    expect(await verifyDns([record], { waitMs: 900_000 }, zones.ports)).toBe('unseen');
    expect(zones.now).toBe(0);
  });

  it('takes a network that does not answer for one that tells nothing', async () => {
    const { ports } = healthy();
    const silent = async (): Promise<never> => {
      throw silence('192.0.2.1');
    };
    const deaf = { ...ports, probe: { ...ports.probe, resolve: silent, ask: silent } };
    expect(await verifyDns([record], { waitMs: 0 }, deaf)).toBe('unseen');
  });
});
