import {
  GetBucketNotificationConfiguration$,
  GetBucketTagging$,
  GetBucketVersioning$,
  GetObjectLockConfiguration$,
  PutBucketNotificationConfiguration$,
  PutBucketTagging$,
  PutBucketVersioning$,
} from '@aws-sdk/client-s3';
import { operation } from '../../service.ts';
import type { Operation } from '../../service.ts';
import type { Bucket } from '../../account/state.ts';
import { bucketOf, present } from './bucket.ts';
import type { OnBucket } from './bucket.ts';

/** A destination the bucket may not reach is refused; empty lists mean none at all. */
const notificationsOf = (
  configuration: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );

const reads: Readonly<Record<string, Operation>> = {
  GetBucketVersioning: operation<OnBucket>(GetBucketVersioning$, (input, context) => {
    const { versioning, mfaDelete } = bucketOf(input, context);
    return { Status: versioning, MFADelete: mfaDelete === true ? 'Enabled' : undefined };
  }),
  GetObjectLockConfiguration: operation<OnBucket>(
    GetObjectLockConfiguration$,
    (input, context) => ({
      ObjectLockConfiguration: {
        ObjectLockEnabled: present(
          bucketOf(input, context).objectLock === true ? 'Enabled' : undefined,
          'ObjectLockConfigurationNotFoundError',
          'Object Lock configuration does not exist for this bucket',
        ),
      },
    }),
    's3:GetBucketObjectLockConfiguration',
  ),
  GetBucketNotificationConfiguration: operation<OnBucket>(
    GetBucketNotificationConfiguration$,
    (input, context) => bucketOf(input, context).notifications,
    's3:GetBucketNotification',
  ),
  GetBucketTagging: operation<OnBucket>(GetBucketTagging$, (input, context) => {
    const { tags } = bucketOf(input, context);
    return { TagSet: present(tags[0], 'NoSuchTagSet', 'The TagSet does not exist') && tags };
  }),
};

interface VersioningInput extends OnBucket {
  readonly VersioningConfiguration: { readonly Status?: 'Enabled' | 'Suspended' };
}
interface NotificationInput extends OnBucket {
  readonly NotificationConfiguration: Readonly<Record<string, unknown>>;
}
interface TaggingInput extends OnBucket {
  readonly Tagging: { readonly TagSet?: Bucket['tags'] };
}

const writes: Readonly<Record<string, Operation>> = {
  PutBucketVersioning: operation<VersioningInput>(PutBucketVersioning$, (input, context) => {
    bucketOf(input, context).versioning = input.VersioningConfiguration.Status;
  }),
  PutBucketNotificationConfiguration: operation<NotificationInput>(
    PutBucketNotificationConfiguration$,
    (input, context) => {
      bucketOf(input, context).notifications = notificationsOf(input.NotificationConfiguration);
    },
    's3:PutBucketNotification',
  ),
  PutBucketTagging: operation<TaggingInput>(PutBucketTagging$, (input, context) => {
    bucketOf(input, context).tags = input.Tagging.TagSet ?? [];
  }),
};

export const settingOperations: Readonly<Record<string, Operation>> = { ...reads, ...writes };
