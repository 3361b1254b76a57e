export type DnsRecordType = 'A' | 'AAAA' | 'CNAME' | 'NS' | 'CAA' | 'TXT';

/** A name server by its address, so that asking it needs no resolver. */
export interface NameServer {
  /** IPv4 or IPv6, no brackets. */
  readonly address: string;
  /** 53 where it is not given. */
  readonly port?: number;
}

export interface DnsReplyRecord {
  /** Lower case, no final dot. */
  readonly name: string;
  readonly type: string;
  /** Seconds for which it may still be remembered. */
  readonly ttl: number;
  readonly value: string;
}

/** What one server said. */
export interface DnsReply {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, … */
  readonly code: string;
  readonly authoritative: boolean;
  readonly answers: readonly DnsReplyRecord[];
  /** Where the server points on: NS records of a delegation; or SOA, with how long an absence is remembered. */
  readonly authority: readonly DnsReplyRecord[];
}

export interface TlsReply {
  readonly ok: boolean;
  readonly names: readonly string[];
  /** Milliseconds since 1970 at which the certificate expires. */
  readonly expiresAt?: number;
  readonly problem?: string;
  /** True where nothing was heard at all: that tells of the network between, not of the host. */
  readonly unreachable?: boolean;
}

export interface HttpsReply {
  readonly status?: number;
  readonly problem?: string;
  /** As of a handshake. */
  readonly unreachable?: boolean;
}

/** The network as others see it; the rehearsal answers from its zones. */
export interface Probe {
  /** True in a rehearsal: screens say so. */
  readonly rehearsed: boolean;
  /** Public resolution; empty when there is no such name. Rejects with `dns-unanswered`. */
  resolve(name: string, type: DnsRecordType): Promise<readonly string[]>;
  /** Asks one server, or this machine's resolver where none is given. Rejects with `dns-unanswered`. */
  ask(server: NameServer | undefined, name: string, type: DnsRecordType): Promise<DnsReply>;
  /** The certificate a host shows, after a handshake with SNI. */
  tls(host: string): Promise<TlsReply>;
  /** Status of GET https://host/. */
  https(host: string): Promise<HttpsReply>;
  /**
   * Who an OpenID provider says it is, in the document under its address.
   * @param issuer an https address; `/.well-known/openid-configuration` is put behind it
   */
  discover(issuer: string): Promise<{ readonly issuer?: string; readonly problem?: string }>;
}
