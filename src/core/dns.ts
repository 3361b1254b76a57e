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
export type DnsMissing = 'delegation' | 'record' | 'resolver' | 'tls' | 'http';
