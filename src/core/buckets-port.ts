/** What a bucket holds, counted by listing, versions and delete markers alike. */
export interface BucketContents {
  readonly versions: number;
  readonly deleteMarkers: number;
  /** There is more than was listed. */
  readonly more: boolean;
}

/** What S3 counted in a bucket on one day, old versions and delete markers included. */
export interface DailyFigure {
  readonly objects: number;
  /** Of the day, milliseconds. */
  readonly at: number;
}

/** What keeps S3 from deleting versions, whoever asks. */
export interface BucketLocks {
  readonly objectLock: boolean;
  readonly mfaDelete: boolean;
}

/** What became of one call that deletes. */
export interface DeletedPage {
  /** Versions and delete markers; 0 and nothing refused: the bucket is empty, or gone. */
  readonly deleted: number;
  /** S3 answers for each object by itself: of those it refused, how many, and its words about the first. */
  readonly refused?: { readonly count: number; readonly code: string; readonly message: string };
}

/** Buckets of this account in the chosen region; every call names the owner it expects. Rejects like `Facts`. */
export interface Buckets {
  /** Listed up to `limit`; undefined: there is no such bucket. */
  contents(name: string, limit: number): Promise<BucketContents | undefined>;
  /** The newest of CloudWatch's last days; undefined: it has none, as of a bucket made today. */
  dailyFigure(name: string): Promise<DailyFigure | undefined>;
  locks(name: string): Promise<BucketLocks>;
  /** Deletes up to 1,000 versions and delete markers for good. */
  deletePage(name: string): Promise<DeletedPage>;
}
