import { isPrivateAddress } from '../../account/private-address.ts';
import type { DnsMissing, DnsRecord } from '../../core/dns.ts';
import { right, type Link, type VerifyPorts } from './link.ts';

const unreachable = (record: DnsRecord, addresses: readonly string[], problem: string | undefined): Link => {
  const inside = addresses.filter(isPrivateAddress);
  const where =
    inside.length > 0
      ? `${record.name} leads to private addresses (${inside.join(', ')}) and cannot be reached from here (${problem ?? 'no answer'}).`
      : `${record.name} cannot be reached from here (${problem ?? 'no answer'}): a firewall, or the balancer's security group.`;
  return {
    state: 'unseen',
    why: `${where}\nVerify from a machine that its users sit beside, such as one in the VPC: quilt-install dns --verify`,
  };
};

const day = 86_400_000;

const certificateProblem = (
  record: DnsRecord,
  shown: { readonly names: readonly string[]; readonly expiresAt?: number; readonly problem?: string },
  now: number,
): string => {
  const names = shown.names.length === 0 ? '' : ` The certificate is for ${shown.names.join(', ')}`;
  const expired = shown.expiresAt !== undefined && shown.expiresAt < now;
  const days = Math.floor((now - (shown.expiresAt ?? now)) / day);
  const until = expired ? `, and expired ${days} days ago` : '';
  return `${record.name}: ${shown.problem ?? 'no TLS'}.${names === '' ? '' : `${names}${until}.`}\nWhoever runs the stack gives it a certificate that covers ${record.name}.`;
};

/** The certificate: its names, its chain, its end. */
const tls = async (
  record: DnsRecord,
  addresses: readonly string[],
  { probe, clock }: VerifyPorts,
): Promise<Link> => {
  const shown = await probe
    .tls(record.name)
    .catch((error: unknown) => ({ ok: false, names: [], problem: String(error), unreachable: true }));
  if (shown.ok) return right;
  if (shown.unreachable === true) return unreachable(record, addresses, shown.problem);
  return { state: 'wrong', why: certificateProblem(record, shown, clock.now()) };
};

const http = async (
  record: DnsRecord,
  addresses: readonly string[],
  { probe }: VerifyPorts,
): Promise<Link> => {
  const page = await probe
    .https(record.name)
    .catch((error: unknown) => ({ status: undefined, problem: String(error), unreachable: true }));
  if (page.status !== undefined && page.status < 500) return right;
  if (page.status === undefined && page.unreachable === true)
    return unreachable(record, addresses, page.problem);
  const why = page.status === undefined ? (page.problem ?? 'no answer') : `it answers ${page.status}`;
  return {
    state: 'wrong',
    why: `${record.name}: ${why}.\nThe service behind the balancer is not well; quilt-install status shows it.`,
  };
};

/** The first of both that is not right. */
export async function https(
  record: DnsRecord,
  addresses: readonly string[],
  ports: VerifyPorts,
): Promise<Link & { readonly missing: DnsMissing }> {
  const shaken = await tls(record, addresses, ports);
  if (shaken.state !== 'right') return { ...shaken, missing: 'tls' };
  return { ...(await http(record, addresses, ports)), missing: 'http' };
}
