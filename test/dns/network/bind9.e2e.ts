import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realProbe } from '../../../src/aws/probe/probe.ts';
import type { DnsRecord } from '../../../src/core/dns.ts';
import type { DnsEvent, Event } from '../../../src/core/events.ts';
import type { Probe } from '../../../src/core/probe.ts';
import { formatRecords, verifyDns } from '../../../src/dns/index.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { tlsIdentity } from '../../aws/tls-identity.ts';
import { set, zone, Zones } from '../zones.ts';
import { startNamed, type NamedServer } from './name-servers.ts';

const run = promisify(execFile);
const target = 'lb-1.us-east-1.elb.example.test';
const host = 'quilt.data.example.test';
const apex = (server: string): string =>
  `$TTL 300\n@ IN SOA ${server} hostmaster.example.test. 1 7200 900 1209600 120\n@ IN NS ${server}\n`;

/** The parent delegates one zone to this machine, another to servers that hold nothing, and one not at all. */
const zones = {
  test: `${apex('ns.test.')}ns IN A 127.0.0.1\nexample IN NS ns.test.\n`,
  'example.test': `${apex('ns.test.')}lb-1.us-east-1.elb IN A 127.0.0.1
quilt.data 60 IN CNAME ${target}.
old.data 240 IN CNAME old-catalog.example.test.
old-catalog IN A 127.0.0.9
wrong-name 60 IN CNAME ${target}.
${Array.from({ length: 60 }, (_one, at) => `many IN A 192.0.2.${at + 1}`).join('\n')}
`,
};

let named: NamedServer;
let web: Server;
let probe: Probe;
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  named = await startNamed(path.join(folder, 'named'), zones);
  web = createServer(tlsIdentity, (_request, answer) => answer.end('catalog'));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  probe = realProbe({
    dnsPort: named.port,
    httpsPort: (web.address() as AddressInfo).port,
    resolvers: [`127.0.0.1:${named.port}`],
    ca: tlsIdentity.cert,
  });
}, 60_000);

afterAll(async () => {
  web.close();
  await named.close();
});

const cname = (name: string, rest: Partial<DnsRecord> = {}): DnsRecord => ({
  name,
  type: 'CNAME',
  alias: false,
  target,
  ...rest,
});

const verified = async (record: DnsRecord, account = new Zones()) => {
  const events: Event[] = [];
  const ports = { ...account.ports, probe, emit: (event: Event) => void events.push(event) };
  const verdict = await verifyDns([record], { waitMs: 0 }, ports);
  const last = events.filter((event): event is DnsEvent => event.type === 'dns').at(-1);
  return { verdict, missing: last?.missing, message: last?.message ?? '', moves: last?.moves };
};

describe('the probe, against bind9', () => {
  it('asks a name server itself, and is told so', async () => {
    const server = { address: '127.0.0.1', port: named.port };
    const reply = await probe.ask(server, host, 'A');
    expect(reply).toMatchObject({ code: 'NOERROR', authoritative: true });
    expect(reply.answers).toEqual([
      { name: host, type: 'CNAME', ttl: 60, value: target },
      { name: target, type: 'A', ttl: 300, value: '127.0.0.1' },
    ]);
  });

  it('learns how long an absence is remembered', async () => {
    const reply = await probe.ask(undefined, 'absent.example.test', 'A');
    expect(reply).toMatchObject({ code: 'NXDOMAIN', answers: [] });
    expect(reply.authority).toMatchObject([{ type: 'SOA', ttl: 120, name: 'example.test' }]);
  });

  it('asks again over TCP where UDP is too short for the answer', async () => {
    expect((await probe.ask(undefined, 'many.example.test', 'A')).answers).toHaveLength(60);
  });

  it('names the server that does not answer', async () => {
    await expect(probe.ask({ address: '127.0.0.1', port: 1 }, host, 'A')).rejects.toMatchObject({
      code: 'dns-unanswered',
      message: expect.stringContaining('127.0.0.1') as string,
    });
  });
});

describe('verification, against bind9 and a real HTTPS server', () => {
  it('follows a record to its page', async () => {
    expect(await verified(cname(host))).toMatchObject({ verdict: 'verified' });
  });

  it('sees a record that leads elsewhere', async () => {
    const seen = await verified(cname('old.data.example.test'));
    expect(seen).toMatchObject({ verdict: 'wrong', missing: 'record' });
    expect(seen.message).toContain('CNAME old-catalog.example.test');
  });

  it('sees a record that is not there', async () => {
    const seen = await verified(cname('absent.data.example.test'));
    expect(seen).toMatchObject({ verdict: 'wrong', missing: 'record' });
    expect(seen.message).toContain('nothing');
  });

  it('sees that the parent points at other servers, and at none', async () => {
    const account = new Zones(zone('Z1', 'example.test'), zone('Z2', 'data2.example.test'))
      .put('Z1', set('example.test', 'NS', ['ns-1.awsdns-01.org']))
      .put('Z2', set('data2.example.test', 'NS', ['ns-5.awsdns-05.org']));
    const elsewhere = await verified(cname('absent.example.test', { zoneId: 'Z1' }), account);
    expect(elsewhere).toMatchObject({ verdict: 'wrong', missing: 'delegation' });
    expect(elsewhere.message).toContain('answered by other name servers: ns.test');
    const nobody = await verified(cname('absent.data2.example.test', { zoneId: 'Z2' }), account);
    expect(nobody).toMatchObject({ verdict: 'pending', missing: 'delegation' });
    expect(nobody.moves).toMatchObject([
      {
        by: 'domain',
        domain: 'example.test',
        values: [{ name: 'data2.example.test', recordType: 'NS', value: 'ns-5.awsdns-05.org' }],
      },
    ]);
  });

  it('sees a certificate for other names', async () => {
    const seen = await verified(cname('wrong-name.example.test'));
    expect(seen).toMatchObject({ verdict: 'wrong', missing: 'tls' });
    expect(seen.message).toContain('*.data.example.test');
  });
});

it('the fragment for a zone file is one that bind9 takes', async () => {
  const file = path.join(folder, 'handed-over.zone');
  const records = [cname('quilt.data.example.test'), cname('*.wild.example.test', { ttl: 300 })];
  await writeFile(file, `${apex('ns.example.test.')}ns IN A 192.0.2.1\n${formatRecords(records, 'bind')}`);
  const { stdout } = await run('named-checkzone', ['example.test', file]);
  expect(stdout).toContain('OK');
});
