import { ancestorsOf, normaliseHost } from '../account/host.ts';
import type { DnsMissing, DnsRecord } from '../core/dns.ts';
import { InstallError } from '../core/errors.ts';
import type { Ports } from '../core/ports.ts';
import { pointsTo, normaliseTarget } from './target.ts';

/** Milliseconds between two rounds; resolvers keep what they know for longer anyway. */
const pause = 5_000;

type VerifyPorts = Pick<Ports, 'probe' | 'clock' | 'emit' | 'facts'> & Partial<Pick<Ports, 'signal'>>;

/** The first thing that is missing on the way from the root of DNS to an answer on https. */
interface Missing {
  readonly record: DnsRecord;
  readonly missing: DnsMissing;
  readonly why?: string;
}

const order: readonly DnsMissing[] = ['delegation', 'record', 'resolver', 'tls', 'http'];

type LookupResult<T> = { readonly value: T } | { readonly failed: true };

/** What AWS refuses to tell is unknown, and the network is asked instead. */
const lookupResult = async <T>(ask: () => Promise<T>): Promise<LookupResult<T>> => {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof InstallError) return { failed: true };
    throw error;
  }
};

const resolved = async (
  { probe }: VerifyPorts,
  name: string,
  type: 'A' | 'CNAME' | 'NS',
): Promise<readonly string[]> => {
  try {
    return (await probe.resolve(name, type)).map(normaliseHost);
  } catch {
    // A resolver that fails has not answered; the next round asks again.
    return [];
  }
};

const nameServersOf = async (
  zoneId: string,
  { facts }: VerifyPorts,
): Promise<LookupResult<{ zone: string; servers: readonly string[] }>> =>
  lookupResult(async () => {
    const zone = (await facts.hostedZones()).find(({ id }) => id === zoneId);
    if (zone === undefined) return { zone: '', servers: [] };
    const sets = await facts.records(zoneId, zone.name);
    const servers = sets
      .filter(({ type }) => type === 'NS')
      .flatMap(({ values }) => values.map(normaliseHost));
    return { zone: normaliseHost(zone.name), servers };
  });

/** True if the Internet asks this very zone: a zone of that name in another account answers instead otherwise. */
const delegated = async (record: DnsRecord, ports: VerifyPorts): Promise<boolean> => {
  if (record.zoneId !== undefined) {
    const reading = await nameServersOf(record.zoneId, ports);
    if ('value' in reading && reading.value.servers.length > 0) {
      const { zone, servers } = reading.value;
      const asked = await resolved(ports, zone, 'NS');
      return asked.some((server) => servers.includes(server));
    }
  }
  for (const ancestor of ancestorsOf(record.name).filter((name) => name.includes('.')))
    if ((await resolved(ports, ancestor, 'NS')).length > 0) return true;
  return false;
};

const inZone = async (record: DnsRecord, { facts }: VerifyPorts): Promise<LookupResult<boolean>> => {
  const { zoneId } = record;
  if (zoneId === undefined) return { failed: true };
  return lookupResult(async () =>
    (await facts.records(zoneId, record.name)).some((existing) => pointsTo(existing, record.target)),
  );
};

/** An alias answers with the balancer's addresses, which change; one in common is enough. */
const resolves = async (record: DnsRecord, ports: VerifyPorts): Promise<'right' | 'other' | 'nothing'> => {
  const target = normaliseTarget(record.target);
  const names = await resolved(ports, record.name, 'CNAME');
  if (names.some((name) => normaliseTarget(name) === target)) return 'right';
  const addresses = await resolved(ports, record.name, 'A');
  if (addresses.length === 0) return names.length === 0 ? 'nothing' : 'other';
  const wanted = await resolved(ports, record.target, 'A');
  return addresses.some((address) => wanted.includes(address)) ? 'right' : 'other';
};

const inDns = async (record: DnsRecord, ports: VerifyPorts): Promise<Missing | undefined> => {
  const answer = await resolves(record, ports);
  if (answer === 'right') return undefined;
  if (!(await delegated(record, ports))) return { record, missing: 'delegation' };
  const zone = await inZone(record, ports);
  const there = 'value' in zone ? zone.value : answer === 'other';
  if (!there) return { record, missing: 'record' };
  return answer === 'other'
    ? { record, missing: 'resolver', why: `${record.name} still leads elsewhere` }
    : { record, missing: 'resolver' };
};

const answersTls = async (record: DnsRecord, { probe }: VerifyPorts): Promise<Missing | undefined> => {
  const shown = await probe
    .tls(record.name)
    .catch((error: unknown) => ({ ok: false, problem: String(error) }));
  if (!shown.ok) return { record, missing: 'tls', why: shown.problem };
  const page: { status?: number; problem?: string } = await probe
    .https(record.name)
    .catch((error: unknown) => ({ problem: String(error) }));
  if (page.status !== undefined && page.status < 500) return undefined;
  const why = page.problem ?? (page.status === undefined ? undefined : `it answers ${page.status}`);
  return { record, missing: 'http', why };
};

const verifyRecord = async (record: DnsRecord, ports: VerifyPorts): Promise<Missing | undefined> =>
  (await inDns(record, ports)) ?? (await answersTls(record, ports));

/** From outside a private network an internal balancer never answers, however right its records are. */
const internalHint =
  'If the load balancer is internal, this can only be seen from inside its network: run `quilt-install dns --verify` there.';

const messageOf = (missing: readonly Missing[], first: DnsMissing): string => {
  const reasons = missing
    .filter((one) => one.missing === first)
    .map(({ record, why }) => (why === undefined ? record.name : `${record.name}: ${why}`));
  const hint = first === 'tls' || first === 'http' ? [internalHint] : [];
  return [...new Set(reasons), ...hint].join('\n');
};

const reportPending = (missing: readonly Missing[], first: DnsMissing, ports: VerifyPorts): void => {
  ports.emit({
    type: 'dns',
    state: 'pending',
    records: missing.map(({ record }) => record),
    missing: first,
    message: messageOf(missing, first),
  });
};

/**
 * Follows each record from delegation to an answer on https, for at most `waitMs` of the clock, and tells what
 * is missing whenever that changes. @returns true once everything answers
 */
export async function verifyDns(
  records: readonly DnsRecord[],
  { waitMs }: { readonly waitMs: number },
  ports: VerifyPorts,
): Promise<boolean> {
  const until = ports.clock.now() + waitMs;
  let reported: string | undefined;
  for (;;) {
    ports.facts.refresh('records');
    const looked = await Promise.all(records.map((record) => verifyRecord(record, ports)));
    const missing = looked.filter((one) => one !== undefined);
    const first = order.find((stage) => missing.some((one) => one.missing === stage));
    if (first === undefined) {
      const rehearsed = ports.probe.rehearsed
        ? { message: 'Answered by the rehearsal, not by the Internet.' }
        : {};
      ports.emit({ type: 'dns', state: 'verified', records, ...rehearsed });
      return true;
    }
    const state = JSON.stringify(missing.map(({ record, missing: stage }) => [record.name, stage]));
    if (state !== reported) reportPending(missing, first, ports);
    reported = state;
    const left = until - ports.clock.now();
    if (left <= 0 || ports.signal?.aborted === true) return false;
    await ports.clock.sleep(Math.min(pause, left), ports.signal);
  }
}
