import type { DnsMissing, DnsMove, DnsRecord } from '../../core/dns.ts';
import type { Ports } from '../../core/ports.ts';
import type { StackCommand } from './moves.ts';

export interface VerifyPorts
  extends Pick<Ports, 'probe' | 'clock' | 'emit' | 'facts'>, Partial<Pick<Ports, 'signal'>> {
  readonly command: StackCommand;
}

/**
 * What was seen of one link between the root of DNS and an answer on https. `waiting`: nothing is wrong, and somebody's
 * move or a resolver's memory is waited for. `unseen`: this machine is not let see it, which tells nothing of the link.
 */
export type LinkState = 'right' | 'waiting' | 'wrong' | 'unseen';

export interface Link {
  readonly state: LinkState;
  /** One sentence. */
  readonly seen?: string;
  readonly move?: DnsMove;
}

export interface LinkFault extends Link {
  readonly record: DnsRecord;
  readonly missing: DnsMissing;
}

export const right: Link = { state: 'right' };
