import type { DnsMissing, DnsRecord } from '../../core/dns.ts';
import { delegation, readZone } from './delegation.ts';
import { https } from './https.ts';
import type { LinkFault, Link, VerifyPorts } from './link.ts';
import { merged } from './moves.ts';
import { authoritative, targetAddresses } from './record.ts';
import { resolver } from './resolver.ts';

/** Milliseconds between two rounds; resolvers keep what they know for longer anyway. */
const pause = 5_000;

const order: readonly DnsMissing[] = ['delegation', 'record', 'resolver', 'tls', 'http'];

/** Nothing is seen to be wrong: what is left is still to come (`pending`), or shows from elsewhere only (`unseen`). */
export type Verified = 'verified' | 'pending' | 'unseen' | 'wrong';

/** Something is known to be left, which a right answer elsewhere does not make up for. */
const isOpen = ({ state }: Link): boolean => state === 'wrong' || state === 'waiting';

/** The links of names, from the root down; undefined once they lead to the balancer. */
const names = async (
  record: DnsRecord,
  wanted: readonly string[],
  ports: VerifyPorts,
): Promise<LinkFault | undefined> => {
  const reading = await readZone(record, ports);
  const kept = await authoritative(record, reading, wanted, ports);
  const seen = await resolver(record, reading, wanted, kept.state, ports);
  const finding = (missing: DnsMissing, link: Link): LinkFault => ({ ...link, record, missing });
  // Whoever gets the right answer did not need what could not be seen of the way there.
  if (seen.state === 'right') return isOpen(kept) ? finding('record', kept) : undefined;
  const above = await delegation(record, reading, ports);
  if (isOpen(above)) return finding('delegation', above);
  if (isOpen(kept)) return finding('record', kept);
  return finding('resolver', seen);
};

const verifyRecord = async (record: DnsRecord, ports: VerifyPorts): Promise<LinkFault | undefined> => {
  const wanted = await targetAddresses(record, ports);
  const named = await names(record, wanted, ports);
  if (named !== undefined) return named;
  const { missing, ...link } = await https(record, wanted, ports);
  return link.state === 'right' ? undefined : { ...link, record, missing };
};

const reportPending = (findings: readonly LinkFault[], first: DnsMissing, ports: VerifyPorts): void => {
  const reasons = findings.filter(({ missing }) => missing === first);
  ports.emit({
    type: 'dns',
    state: 'pending',
    records: findings.map(({ record }) => record),
    missing: first,
    message: [...new Set(reasons.map(({ seen }) => seen))].join('\n'),
    moves: merged(reasons.flatMap(({ move }) => move ?? [])),
  });
};

const verdictOf = (findings: readonly LinkFault[]): Verified => {
  if (findings.some(({ state }) => state === 'wrong')) return 'wrong';
  return findings.every(({ state }) => state === 'unseen') ? 'unseen' : 'pending';
};

/** One round. What the zones hold is read anew, what they are is not. */
const look = async (records: readonly DnsRecord[], ports: VerifyPorts): Promise<readonly LinkFault[]> => {
  ports.facts.refresh('records');
  const found = await Promise.all(records.map((record) => verifyRecord(record, ports)));
  return found.filter((one) => one !== undefined);
};

/**
 * Follows each record from delegation to an answer on https, for at most `waitMs` of the clock, and tells what
 * is missing whenever that changes. It waits only for what time can fix.
 */
export async function verifyDns(
  records: readonly DnsRecord[],
  { waitMs }: { readonly waitMs: number },
  ports: VerifyPorts,
): Promise<Verified> {
  const until = ports.clock.now() + waitMs;
  let reported: string | undefined;
  for (;;) {
    const findings = await look(records, ports);
    const first = order.find((stage) => findings.some(({ missing }) => missing === stage));
    if (first === undefined) {
      const message = ports.probe.rehearsed ? 'Answered by the rehearsal, not by the Internet.' : undefined;
      ports.emit({ type: 'dns', state: 'verified', records, message });
      return 'verified';
    }
    const seen = JSON.stringify(findings.map(({ record, missing, state }) => [record.name, missing, state]));
    if (seen !== reported) reportPending(findings, first, ports);
    reported = seen;
    const left = until - ports.clock.now();
    const hopeless = findings.every(({ state }) => state === 'unseen');
    if (left <= 0 || hopeless || ports.signal?.aborted === true) return verdictOf(findings);
    await ports.clock.sleep(Math.min(pause, left), ports.signal);
  }
}
