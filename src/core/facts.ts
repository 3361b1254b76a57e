/** What AWS told about the account. Shapes only; `aws/facts` fills them, checks and pickers read them. */

export type * from './network-facts.ts';

export interface Identity {
  readonly account: string;
  readonly arn: string;
  /** From the ARN: `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** Milliseconds since 1970 at which the session ends; absent for keys that do not expire. */
  readonly expiresAt?: number;
  /** Where the credentials came from, as the SDK names it: `sso`, `assume-role`, `env`, `process`… */
  readonly credentialSource?: string;
}

export interface Region {
  readonly name: string;
  readonly optInStatus: string;
}

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** The trust policy, decoded JSON text. */
  readonly trust: string;
  readonly tags?: ReadonlyMap<string, string>;
}

/** A key of KMS. */
export interface KeyFacts {
  readonly id: string;
  readonly arn: string;
  /** `AWS`: its policy is AWS's own. */
  readonly manager: 'AWS' | 'CUSTOMER';
}

export interface Certificate {
  readonly arn: string;
  readonly region: string;
  /** Domain name and alternative names, lower case, at most the first 100 unless described. */
  readonly names: readonly string[];
  readonly namesComplete: boolean;
  readonly status: string;
  readonly type: string;
  readonly keyAlgorithm: string;
  readonly inUse: boolean;
  readonly inUseBy: readonly string[];
  /** Milliseconds since 1970. */
  readonly notAfter?: number;
  readonly managedBy?: string;
  readonly renewalStatus?: string;
  readonly validation: readonly {
    readonly domain: string;
    readonly status: string;
    readonly name?: string;
    readonly value?: string;
  }[];
}

export type BucketState =
  | { readonly state: 'ours'; readonly region: string }
  | { readonly state: 'absent' }
  /** HTTP 403: exists, but not ours or not readable. */
  | { readonly state: 'denied'; readonly region?: string };

export interface BucketNotification {
  readonly kind: 'queue' | 'topic' | 'lambda' | 'eventbridge';
  readonly id: string;
  readonly target: string;
  /** Such as `s3:ObjectCreated:*`; absent: every event (EventBridge). */
  readonly events?: readonly string[];
  /** Only some keys, by prefix or suffix. */
  readonly filtered?: boolean;
}

export interface BucketEncryption {
  readonly algorithm: string;
  readonly keyId?: string;
}

export interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly bucket?: string;
}

export interface NamedSecret {
  readonly name: string;
  readonly arn: string;
}

export interface HostedZone {
  /** Bare id, `Z…`. */
  readonly id: string;
  /** Lower case, no final dot, escapes decoded. */
  readonly name: string;
  readonly private: boolean;
  readonly recordCount?: number;
}

/** What only the zone itself tells, not the list of zones. */
export interface HostedZoneDetails {
  /** Those a parent has to list, lower case, no final dot; none for a private zone. */
  readonly nameServers: readonly string[];
  /** VPCs in which a private zone answers. */
  readonly vpcIds: readonly string[];
}

/** What Route 53's own servers would answer, whether or not a network lets one ask them. */
export interface TestedAnswer {
  /** `NOERROR`, `NXDOMAIN`, … */
  readonly code: string;
  readonly values: readonly string[];
}

/** A record set as Route 53 has it; `raw` is what a DELETE must repeat exactly. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  readonly ttl?: number;
  readonly alias?: { readonly target: string; readonly zoneId: string; readonly evaluateHealth: boolean };
  readonly setIdentifier?: string;
  /** The wire form, opaque outside `aws/`. */
  readonly raw: unknown;
}

/** Lets a service of AWS write to log groups of the account, in one region. */
export interface LogsResourcePolicy {
  readonly name: string;
  /** JSON text. */
  readonly document: string;
}

/** An address or a domain as SES knows it. */
export interface MailIdentity {
  readonly verified: boolean;
  /** `SUCCESS`, `PENDING`, `FAILED`, … */
  readonly status: string;
}

export interface MailAccount {
  /** False: in the sandbox, where mail goes to verified addresses alone. */
  readonly production: boolean;
  readonly sending: boolean;
}

export interface SimulatedAction {
  readonly action: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** `scp`, `boundary` or `policy` for a deny. */
  readonly by?: 'scp' | 'boundary' | 'policy';
  readonly missingContext: readonly string[];
}

/** One quota: the applied value, or AWS's default where none is applied. */
export interface Quota {
  readonly service: string;
  readonly code: string;
  readonly value: number;
  readonly applied: boolean;
}
