import { dayMs } from '../../core/duration.ts';
import { isPrivateAddress } from '../../account/private-address.ts';
import type { DnsMissing, DnsRecord } from '../../core/dns.ts';
import { right, type Link, type VerifyPorts } from './link.ts';
import { toLookElsewhere } from './moves.ts';

const unreachable = (
  record: DnsRecord,
  addresses: readonly string[],
  problem: string | undefined,
  { command }: VerifyPorts,
): Link => {
  const inside = addresses.filter(isPrivateAddress);
  const seen =
    inside.length > 0
      ? `${record.name} leads to private addresses (${inside.join(', ')}) and cannot be reached from here (${problem ?? 'no answer'}).`
      : `${record.name} cannot be reached from here (${problem ?? 'no answer'}): a firewall, or the balancer's security group.`;
  return { state: 'unseen', seen, move: toLookElsewhere(command) };
};

const certificateProblem = (
  record: DnsRecord,
  shown: { readonly names: readonly string[]; readonly expiresAt?: number; readonly problem?: string },
  now: number,
): string => {
  const names = shown.names.length === 0 ? '' : ` The certificate is for ${shown.names.join(', ')}`;
  const expired = shown.expiresAt !== undefined && shown.expiresAt < now;
  const days = Math.floor((now - (shown.expiresAt ?? now)) / dayMs);
  const ago = days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
  const until = expired ? `, and expired ${ago}` : '';
  return `${record.name}: ${shown.problem ?? 'no TLS'}.${names === '' ? '' : `${names}${until}.`}`;
};

/** The certificate: its names, its chain, its end. */
const tls = async (record: DnsRecord, addresses: readonly string[], ports: VerifyPorts): Promise<Link> => {
  const shown = await ports.probe
    .tls(record.name)
    .catch((error: unknown) => ({ ok: false, names: [], problem: String(error), unreachable: true }));
  if (shown.ok) return right;
  if (shown.unreachable === true) return unreachable(record, addresses, shown.problem, ports);
  return {
    state: 'wrong',
    seen: certificateProblem(record, shown, ports.clock.now()),
    move: { by: 'you', say: `The load balancer needs a certificate that covers ${record.name}.` },
  };
};

const http = async (record: DnsRecord, addresses: readonly string[], ports: VerifyPorts): Promise<Link> => {
  const page = await ports.probe
    .https(record.name)
    .catch((error: unknown) => ({ status: undefined, problem: String(error), unreachable: true }));
  if (page.status !== undefined && page.status < 500) return right;
  if (page.status === undefined && page.unreachable === true)
    return unreachable(record, addresses, page.problem, ports);
  const problem = page.status === undefined ? (page.problem ?? 'no answer') : `it answers ${page.status}`;
  return {
    state: 'wrong',
    seen: `${record.name}: ${problem}.`,
    move: {
      by: 'you',
      say: 'The service behind the balancer is not well. What it lacks:',
      run: ports.command('status'),
    },
  };
};

/** The first of both that is not right. */
export async function https(
  record: DnsRecord,
  addresses: readonly string[],
  ports: VerifyPorts,
): Promise<Link & { readonly missing: DnsMissing }> {
  const handshake = await tls(record, addresses, ports);
  if (handshake.state !== 'right') return { ...handshake, missing: 'tls' };
  return { ...(await http(record, addresses, ports)), missing: 'http' };
}
