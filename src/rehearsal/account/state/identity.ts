/** Who may do what, and where. */

export interface RegionState {
  readonly name: string;
  readonly optInStatus: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
}

export interface Permissions {
  /** Only these IAM actions are allowed; undefined: all. */
  readonly allow?: ReadonlySet<string>;
  readonly deny: ReadonlySet<string>;
  /** What denies; a policy of the caller's own by default. */
  readonly deniedBy?: 'policy' | 'boundary' | 'scp';
}

export interface RoleState {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  /** Trust policy, JSON text. */
  trust: string;
  readonly description?: string;
  readonly createdAt: number;
  /** JSON text by policy name. */
  readonly inline: Map<string, string>;
  /** Policy ARNs. */
  readonly attached: Set<string>;
  readonly boundary?: string;
  readonly tags?: ReadonlyMap<string, string>;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  /** JSON text. */
  readonly document: string;
}

export interface RoleSession {
  readonly accessKeyId: string;
  readonly arn: string;
  readonly userId: string;
  /** The role's account, where it may be another one than the rehearsed. */
  readonly accountId?: string;
  readonly expiresAt: number;
}
