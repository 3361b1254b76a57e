import type { Regional } from './regional.ts';

/** What the account keeps: certificates, buckets, secrets, trails, keys. */

export interface CertificateState extends Regional {
  readonly arn: string;
  /** The first is the domain name. */
  readonly names: readonly string[];
  status: string;
  readonly type: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
  /** As ListCertificates writes it: `RSA_2048`, `EC_prime256v1`. */
  readonly keyAlgorithm: string;
  /** Absent: good from `createdAt` on. */
  readonly notBefore?: number;
  notAfter?: number;
  readonly createdAt: number;
  readonly importedAt?: number;
  readonly inUseBy: Set<string>;
  /** CNAME that proves each name, for certificates that wait or waited for one. */
  readonly validation: readonly { readonly domain: string; readonly name: string; readonly value: string }[];
  readonly idempotencyToken?: string;
}

export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly etag: string;
  readonly contentType?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly at: number;
  readonly versionId?: string;
}

export interface MultipartUpload extends Pick<StoredObject, 'key' | 'contentType' | 'metadata'> {
  readonly startedAt: number;
  readonly parts: Map<number, Pick<StoredObject, 'body' | 'etag' | 'at'>>;
}

export interface Bucket extends Regional {
  readonly name: string;
  /** Another account's id: every call on it is refused. */
  readonly owner: string;
  readonly createdAt: number;
  versioning: 'Enabled' | 'Suspended' | undefined;
  /** No version goes before its time. */
  objectLock?: boolean;
  /** No version goes without a code of the root user's device. */
  mfaDelete?: boolean;
  encryption: { readonly algorithm: string; readonly keyId?: string } | undefined;
  /** As the API's own shape; `{}` when there are none. */
  notifications: Readonly<Record<string, unknown>>;
  policy: string | undefined;
  publicAccessBlock: Readonly<Record<string, boolean>> | undefined;
  ownership: string | undefined;
  tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Current objects. */
  readonly objects: Map<string, StoredObject>;
  /** Rules as the API has them; undefined when there are none. */
  lifecycle: readonly unknown[] | undefined;
  /** Multipart uploads under way, by id. */
  readonly uploads: Map<string, MultipartUpload>;
  /** Versions and delete markers behind the current ones, oldest first. */
  readonly versions: (StoredObject & { readonly deleteMarker: boolean })[];
}

export interface Secret extends Regional {
  readonly name: string;
  readonly arn: string;
  description: string;
  value: string | undefined;
  versionId: string;
  tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdAt: number;
  changedAt: number;
  /** When it was scheduled for deletion. */
  deletedAt: number | undefined;
  readonly tokens: Map<string, string>;
  /** What is in it, nobody here knows: it stands for one that somebody named, or a service writes into it. */
  opaque?: true;
}

export interface SsmParameter extends Regional {
  readonly name: string;
  readonly value: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  /** Counted from 1, which it is when absent. */
  readonly version?: number;
  /** Values of the versions before, the first in front. */
  readonly earlier?: readonly string[];
}

/** SES in every region alike. */
export interface MailState {
  /** By address or domain: `SUCCESS`, `PENDING`, … */
  readonly identities: Map<string, string>;
  /** Out of the sandbox. */
  production: boolean;
  sending: boolean;
}

export interface TrailState {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly bucket: string;
  /** Absent: it logs. */
  stopped?: true;
  deliveryError?: string;
}

export interface TrailEvent extends Regional {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  /** `cloudformation.amazonaws.com`. */
  readonly source: string;
  readonly userName: string;
  readonly readOnly: boolean;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  /** The whole record as JSON text. */
  readonly record: string;
}

export interface KmsKey extends Regional {
  readonly id: string;
  readonly arn: string;
  readonly aliases: readonly string[];
  /** JSON text. */
  policy: string;
  readonly manager: 'AWS' | 'CUSTOMER';
}

/** An ECR repository: only whether it holds images matters. */
export interface Repository extends Regional {
  images: number;
}
