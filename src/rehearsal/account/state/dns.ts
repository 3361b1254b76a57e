/** Route 53, and the part of the world's DNS that is not ours. */

export interface RecordSetState {
  /** With the final dot, lower case, octal escapes as Route 53 prints them. */
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values: readonly string[];
  readonly alias?: {
    readonly zoneId: string;
    readonly dnsName: string;
    readonly evaluateTargetHealth: boolean;
  };
  readonly setIdentifier?: string;
  /** Of one of several weighted sets of the name. */
  readonly weight?: number;
}

export interface Zone {
  readonly id: string;
  /** With the final dot. */
  readonly name: string;
  readonly private: boolean;
  readonly vpcs: readonly { readonly id: string; readonly region: string }[];
  readonly callerReference: string;
  records: readonly RecordSetState[];
  /** False: the parent does not point here, so that the world cannot see it. */
  readonly delegated: boolean;
  /** When whoever runs the parent will have pointed it here. */
  readonly delegatedFrom?: number;
  /** The account that holds it, where that is another one. */
  readonly owner?: string;
}

export interface ZoneChange {
  readonly id: string;
  readonly zoneId: string;
  readonly submittedAt: number;
  /** When it turns INSYNC. */
  readonly inSyncAt: number;
  readonly comment?: string;
  /** What the resolvers still see until `inSyncAt`. */
  readonly before: readonly RecordSetState[];
}

export interface PublicRecord {
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'NS' | 'CAA' | 'TXT';
  readonly value: string;
}
