/** What RDS takes a snapshot of: an instance of its own, or a cluster (Aurora) with all its members. */
export interface DatabaseRef {
  readonly kind: 'instance' | 'cluster';
  readonly id: string;
}

export interface DatabaseSnapshot {
  readonly id: string;
  /** `manual`, `automated`, `awsbackup`, …: only a manual one outlives its database. */
  readonly type: string;
  readonly engine?: string;
  /** `creating`, `available`, `failed`, … */
  readonly status: string;
  /** 0 to 100. */
  readonly percent?: number;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
  /** Allocated storage. */
  readonly gigabytes?: number;
}

/** RDS in the chosen region, asked anew on every call. Rejects like `Facts`. */
export interface Databases {
  /** Of every type, in the order of AWS; empty where the database is gone and left none. */
  snapshots(of: DatabaseRef): Promise<readonly DatabaseSnapshot[]>;
  /** Undefined: there is none of that id. */
  snapshot(of: DatabaseRef, id: string): Promise<DatabaseSnapshot | undefined>;
  /** Begins a manual snapshot; one of that id that is there already is taken for it. */
  createSnapshot(of: DatabaseRef, id: string): Promise<void>;
}
