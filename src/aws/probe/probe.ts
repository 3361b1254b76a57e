import { getServers, Resolver } from 'node:dns/promises';
import type { CaaRecord } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { DnsRecordType, NameServer, Probe } from '../../core/probe.ts';
import { discovery } from './openid-discovery.ts';
import { dnsUnanswered } from '../errors/dns.ts';
import { handshake, request, type HttpsTarget } from './https.ts';
import { askServer } from './name-server.ts';

/** What tests of the network code set otherwise. */
export interface ProbeSettings {
  readonly httpsPort?: number;
  /** Of name servers that are asked without a port. */
  readonly dnsPort?: number;
  /** Resolvers as Node writes them (`127.0.0.1:5300`), in place of this machine's. */
  readonly resolvers?: readonly string[];
  /** Trusted beside Node's own, PEM. */
  readonly ca?: string;
}

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

const resolverOf = ({ resolvers }: ProbeSettings): Resolver => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  if (resolvers !== undefined) resolver.setServers(resolvers);
  return resolver;
};

const resolveWith =
  (settings: ProbeSettings): Probe['resolve'] =>
  async (name, type) => {
    try {
      const values = await lookups[type](resolverOf(settings), name);
      return values.map((value) =>
        ['CNAME', 'NS'].includes(type) ? value.replace(/\.$/, '').toLowerCase() : value,
      );
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? '');
      if (empty.has(code)) return [];
      throw dnsUnanswered(name, type, error);
    }
  };

/** `127.0.0.1`, `127.0.0.1:5300`, `::1`, `[::1]:5300`. */
const serverOf = (text: string): NameServer => {
  const [, address = text, port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(text) ?? [];
  const bare6 = !text.startsWith('[') && text.split(':').length > 2;
  return bare6 ? { address: text } : { address, port: port === undefined ? undefined : Number(port) };
};

const askWith =
  (settings: ProbeSettings): Probe['ask'] =>
  async (server, name, type) => {
    const resolvers = settings.resolvers ?? getServers();
    const asked = server ?? serverOf(resolvers[0] ?? '127.0.0.1');
    try {
      return await askServer({ port: settings.dnsPort, ...asked }, name, type, server === undefined);
    } catch (error) {
      throw dnsUnanswered(name, type, error, server?.address);
    }
  };

/** Only for resolvers that are not the machine's: it does not know their names. */
const lookupWith = (settings: ProbeSettings): LookupFunction | undefined =>
  settings.resolvers === undefined
    ? undefined
    : (host, options, done) =>
        void resolverOf(settings)
          .resolve4(host)
          .then(
            (found) => {
              const addresses = found.map((address) => ({ address, family: 4 }));
              if (options.all === true) done(null, addresses);
              else done(null, found[0] ?? '', 4);
            },
            (error: NodeJS.ErrnoException) => done(error, []),
          );

const httpsPort = 443;

/** The network as this machine sees it, through no proxy: what users will meet. */
export function realProbe(settings: ProbeSettings = {}): Probe {
  const target = (host: string): HttpsTarget => ({
    host,
    port: settings.httpsPort ?? httpsPort,
    ca: settings.ca,
    lookup: lookupWith(settings),
  });
  return {
    rehearsed: false,
    resolve: resolveWith(settings),
    ask: askWith(settings),
    tls: (host) => handshake(target(host)),
    https: (host) => request(target(host)),
    discover: discovery(),
  };
}
