import type { DnsRecordType } from '../core/probe.ts';
import { Resolver } from 'node:dns/promises';
import type { CaaRecord } from 'node:dns';
import { get } from 'node:https';
import { connect, type PeerCertificate } from 'node:tls';
import { discovery } from './discovery.ts';
import { dnsUnanswered } from './errors/dns.ts';
import type { Probe } from '../core/ports.ts';

const timeoutMs = 8_000;

/** `0 issue "amazon.com"`, as zone files write it. */
const caaText = ({ critical, contactemail: _email, contactphone: _phone, ...tags }: CaaRecord): string =>
  Object.entries(tags)
    .filter(([, value]) => typeof value === 'string')
    .map(([tag, value]) => `${critical} ${tag} "${String(value)}"`)
    .join(' ');

const lookups: Readonly<
  Record<DnsRecordType, (resolver: Resolver, name: string) => Promise<readonly string[]>>
> = {
  A: (resolver, name) => resolver.resolve4(name),
  AAAA: (resolver, name) => resolver.resolve6(name),
  CNAME: (resolver, name) => resolver.resolveCname(name),
  NS: (resolver, name) => resolver.resolveNs(name),
  CAA: async (resolver, name) => (await resolver.resolveCaa(name)).map(caaText),
  TXT: async (resolver, name) => (await resolver.resolveTxt(name)).map((chunks) => chunks.join('')),
};

/** No such name, or no record of that type: both are answers. */
const empty = new Set(['ENOTFOUND', 'ENODATA']);

const resolve: Probe['resolve'] = async (name, type) => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  try {
    const values = await lookups[type](resolver, name);
    return values.map((value) =>
      ['CNAME', 'NS'].includes(type) ? value.replace(/\.$/, '').toLowerCase() : value,
    );
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (empty.has(code)) return [];
    throw dnsUnanswered(name, type, error);
  }
};

type TlsResult = Awaited<ReturnType<Probe['tls']>>;

const namesOf = (certificate: PeerCertificate | undefined): readonly string[] =>
  (certificate?.subjectaltname ?? '')
    .split(', ')
    .filter((entry) => entry.startsWith('DNS:'))
    .map((entry) => entry.slice('DNS:'.length).toLowerCase());

/** The handshake is let through whatever the certificate says, so that a wrong one can be named. */
const handshake = (host: string, port: number): Promise<TlsResult> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false });
    const settle = (shown: TlsResult): void => {
      socket.destroy();
      resolve(shown);
    };
    socket.setTimeout(timeoutMs, () => settle({ ok: false, names: [], problem: 'no answer in 8 s' }));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      settle({ ok: false, names: [], problem: error.code ?? error.message }),
    );
    socket.once('secureConnect', () => {
      const names = namesOf(socket.getPeerCertificate());
      if (socket.authorized) return settle({ ok: true, names });
      settle({ ok: false, names, problem: String(socket.authorizationError) });
    });
  });

type HttpsResult = Awaited<ReturnType<Probe['https']>>;

const request = (host: string, port: number): Promise<HttpsResult> =>
  new Promise((resolve) => {
    const asked = get(
      { host, port, path: '/', servername: host, agent: false, timeout: timeoutMs },
      (answer) => {
        answer.destroy();
        resolve(answer.statusCode === undefined ? {} : { status: answer.statusCode });
      },
    );
    asked.once('timeout', () => asked.destroy(new Error('no answer in 8 s')));
    asked.once('error', (error: NodeJS.ErrnoException) => resolve({ problem: error.code ?? error.message }));
  });

const httpsPort = 443;

/** The network as this machine sees it, through no proxy: what users will meet. @param port for tests of the probe itself. */
export const realProbe = (port = httpsPort): Probe => ({
  rehearsed: false,
  resolve,
  tls: (host) => handshake(host, port),
  https: (host) => request(host, port),
  discover: discovery(),
});
