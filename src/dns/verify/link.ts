import type { DnsMissing, DnsRecord } from '../../core/dns.ts';
import type { Ports } from '../../core/ports.ts';

export type VerifyPorts = Pick<Ports, 'probe' | 'clock' | 'emit' | 'facts'> & Partial<Pick<Ports, 'signal'>>;

/**
 * What was seen of one link between the root of DNS and an answer on https. `waiting`: nothing is wrong, and somebody's
 * move or a resolver's memory is waited for. `unseen`: this machine is not let see it, which tells nothing of the link.
 */
export type LinkState = 'right' | 'waiting' | 'wrong' | 'unseen';

export interface Link {
  readonly state: LinkState;
  /** What was seen, whose move it is, and the exact values; a line each. */
  readonly why?: string;
}

export interface LinkFault extends Link {
  readonly record: DnsRecord;
  readonly missing: DnsMissing;
}

export const right: Link = { state: 'right' };

export const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');
