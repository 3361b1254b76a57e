/** A request after the transport is done with it: decoded path, plain body. */
export interface WireRequest {
  readonly method: string;
  /** Decoded; for S3 the bucket is cut out. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** S3 only: the bucket, from the path or the host. */
  readonly bucket?: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
