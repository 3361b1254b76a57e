import { ServiceError } from '../service.ts';

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

/** Bytes of a body that is taken apart (an object's content is not): AWS's own limits, 1 MB and less, are all below it. */
const maxText = 4 * 1024 * 1024;

/** The body of a call as text. @throws ServiceError RequestEntityTooLarge (413) */
export function bodyText(body: Buffer): string {
  if (body.length > maxText)
    throw new ServiceError('RequestEntityTooLarge', 'The request body is too large', 413);
  return body.toString('utf8');
}
