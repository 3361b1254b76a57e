export type DnsRecordType = 'A' | 'AAAA' | 'CNAME' | 'NS' | 'CAA' | 'TXT';

/** The network as others see it; the rehearsal answers from its zones. */
export interface Probe {
  /** True in a rehearsal: screens say so. */
  readonly rehearsed: boolean;
  /** Public resolution; empty when there is no such name. */
  resolve(name: string, type: DnsRecordType): Promise<readonly string[]>;
  /** The certificate a host shows, after a handshake with SNI. */
  tls(
    host: string,
  ): Promise<{ readonly ok: boolean; readonly names: readonly string[]; readonly problem?: string }>;
  /** Status of GET https://host/. */
  https(host: string): Promise<{ readonly status?: number; readonly problem?: string }>;
  /**
   * Who an OpenID provider says it is, in the document under its address.
   * @param issuer an https address; `/.well-known/openid-configuration` is put behind it
   */
  discover(issuer: string): Promise<{ readonly issuer?: string; readonly problem?: string }>;
}
