import type { DnsRecordType, DnsReply, NameServer, Probe, TlsReply } from '../../core/probe.ts';
import { nameServerSilent } from '../errors.ts';
import { addressOfServer } from '../services/route53/name-servers.ts';
import { canonicalName, isWithin } from '../services/route53/names.ts';
import { nameServers } from '../services/route53/zones.ts';
import { addHost } from './dns-team.ts';
import { answersIn, reach, resolveHost, zoneFor, type DnsAnswer } from './resolver.ts';
import type { AccountState, Zone } from './state.ts';

/** A wildcard stands for one label, the leftmost. */
const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.split('.').slice(1).join('.') === pattern.slice(2));

const noAnswer = (host: string): string => `${host} does not resolve`;

const tls = (account: AccountState, now: number, host: string): TlsReply => {
  const { balancer, addresses } = reach(account, now, canonicalName(host));
  if (addresses.length === 0) return { ok: false, names: [], problem: noAnswer(host) };
  const shown = [...(balancer?.certificateArns ?? [])].flatMap((arn) => account.certificates.get(arn) ?? []);
  const names = shown.flatMap((certificate) => certificate.names);
  const expiresAt = shown[0]?.notAfter;
  if (names.length === 0) return { ok: false, names: [], problem: 'the connection was refused' };
  if (names.some((name) => covers(name, host.toLowerCase()))) return { ok: true, names, expiresAt };
  return { ok: false, names, expiresAt, problem: `the certificate is for ${names.join(', ')}` };
};

/** An absence is remembered as long as Route 53's SOA says. Seconds. */
const negativeTtl = 900;

const replyOf = (
  zone: Zone | undefined,
  name: string,
  authoritative: boolean,
  answers: readonly DnsAnswer[],
): DnsReply => ({
  code: answers.length > 0 ? 'NOERROR' : 'NXDOMAIN',
  authoritative,
  answers: answers.map((answer) => ({ name, ...answer })),
  authority:
    answers.length > 0 || zone === undefined
      ? []
      : [
          {
            name: zone.name.replace(/\.$/, ''),
            type: 'SOA',
            ttl: negativeTtl,
            value: nameServers(zone)[0] ?? '',
          },
        ],
});

const servedBy = (account: AccountState, name: string, { address }: NameServer): Zone | undefined =>
  [...account.zones.values()]
    .filter((zone) => !zone.private && isWithin(canonicalName(name), zone.name))
    .find((zone) => nameServers(zone).some((server) => addressOfServer(server) === address));

const ask = async (
  account: AccountState,
  now: number,
  server: NameServer | undefined,
  name: string,
  type: DnsRecordType,
): Promise<DnsReply> => {
  const zone =
    server === undefined ? zoneFor(account, now, canonicalName(name)) : servedBy(account, name, server);
  if (server !== undefined) {
    if (zone === undefined) throw nameServerSilent(server.address);
    return replyOf(zone, name, true, answersIn(account, now, zone, name, type));
  }
  const own = zone === undefined ? [] : answersIn(account, now, zone, name, type);
  if (own.length > 0) return replyOf(zone, name, false, own);
  const values = resolveHost(account, now, name, type);
  return replyOf(
    zone,
    name,
    false,
    values.map((value) => ({ type, ttl: 60, value })),
  );
};

/**
 * The network as the account's zones and balancers make it; nothing leaves the machine.
 * @param lookedFor told of a host that people elsewhere have now been asked for, or have added
 */
export const rehearsalProbe = (
  account: AccountState,
  now: () => number,
  lookedFor: (host: string) => void = () => undefined,
): Probe => ({
  rehearsed: true,
  resolve: (name, type) => {
    if (addHost(account, now(), name)) lookedFor(name);
    return Promise.resolve(resolveHost(account, now(), name, type));
  },
  ask: (server, name, type) => ask(account, now(), server, name, type),
  tls: (host) => Promise.resolve(tls(account, now(), host)),
  https: (host) => {
    const handshake = tls(account, now(), host);
    return Promise.resolve(
      handshake.ok ? { status: 200 } : { problem: handshake.problem ?? 'the connection failed' },
    );
  },
  discover: (issuer) => {
    const name = account.issuers.get(issuer.replace(/\/+$/, ''));
    return Promise.resolve(
      name === undefined ? { problem: 'the rehearsed world has no such provider' } : { issuer: name },
    );
  },
});
