export interface DnsRecord {
  /** Lower case, no final dot. */
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly alias: boolean;
  /** Host name of the load balancer, no final dot. */
  readonly target: string;
  /** The hosted zone written to, bare (`Z…`). */
  readonly zoneId?: string;
  /** The balancer's own zone, needed by an alias. */
  readonly aliasZoneId?: string;
  /** Seconds; an alias has none. */
  readonly ttl?: number;
}

/** What is done about the records of a stack. */
export type DnsMethod = 'route53' | 'print' | 'none';

export type DnsState = 'planned' | 'applied' | 'pending' | 'verified' | 'conflict';
/** One value as whoever keeps a zone enters it. */
export interface DnsValue {
  /** No final dot. */
  readonly name: string;
  readonly recordType: DnsRecord['type'] | 'NS';
  /** An alias of Route 53's: what kind of record leads to the value. */
  readonly alias?: true;
  readonly value: string;
  /** Seconds. */
  readonly ttl?: number;
}

/** What ends a missing link, and whose move that is. */
export interface DnsMove {
  /**
   * `you`: whoever runs this tool and the stack. `domain`: whoever manages or registered `domain`. `time`: it comes by
   * itself. `elsewhere`: nothing is known to be missing, and another place shows more.
   */
  readonly by: 'you' | 'domain' | 'time' | 'elsewhere';
  /** A sentence for people; it ends in a colon where values or a command follow. */
  readonly say: string;
  readonly domain?: string;
  /** Exactly what is to be there. */
  readonly values?: readonly DnsValue[];
  /** The command that does it, or shows it. */
  readonly run?: string;
  /** For so long it is remembered, at most. */
  readonly seconds?: number;
  /** The VPCs inside which it shows. */
  readonly vpcIds?: readonly string[];
}

export type DnsMissing = 'delegation' | 'record' | 'resolver' | 'tls' | 'http';
