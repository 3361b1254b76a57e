import {
  GetBucketEncryption$,
  GetBucketNotificationConfiguration$,
  GetBucketOwnershipControls$,
  GetBucketPolicy$,
  GetBucketTagging$,
  GetBucketVersioning$,
  GetObjectLockConfiguration$,
  GetPublicAccessBlock$,
  PutBucketEncryption$,
  PutBucketNotificationConfiguration$,
  PutBucketOwnershipControls$,
  PutBucketPolicy$,
  PutBucketTagging$,
  PutBucketVersioning$,
  PutPublicAccessBlock$,
} from '@aws-sdk/client-s3';
import { operation, ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import type { Bucket } from '../../account/state.ts';
import { bucketOf } from './bucket.ts';
import type { OnBucket } from './bucket.ts';

interface EncryptionInput extends OnBucket {
  readonly ServerSideEncryptionConfiguration: {
    readonly Rules?: readonly {
      readonly ApplyServerSideEncryptionByDefault?: {
        readonly SSEAlgorithm: string;
        readonly KMSMasterKeyID?: string;
      };
    }[];
  };
}

const encryptionOf = ({
  ServerSideEncryptionConfiguration: { Rules },
}: EncryptionInput): Bucket['encryption'] => {
  const rule = Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  if (rule === undefined)
    throw new ServiceError('MalformedXML', 'The XML you provided was not well-formed or did not validate');
  return {
    algorithm: rule.SSEAlgorithm,
    keyId: rule.KMSMasterKeyID,
  };
};

const absent = (code: string, message: string): ServiceError => new ServiceError(code, message, 404);

const present = <T>(value: T | undefined, code: string, message: string): T => {
  if (value === undefined) throw absent(code, message);
  return value;
};

const policyOf = (bucket: Bucket): string =>
  present(bucket.policy, 'NoSuchBucketPolicy', 'The bucket policy does not exist');

/** A destination the bucket may not reach is refused; empty lists mean none at all. */
const notificationsOf = (
  configuration: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(configuration).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );

const shownEncryption = ({ encryption }: Bucket): object => {
  const { algorithm, keyId } = present(
    encryption,
    'ServerSideEncryptionConfigurationNotFoundError',
    'The server side encryption configuration was not found',
  );
  const rule = { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId };
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled: false }],
    },
  };
};

const reads: Readonly<Record<string, Operation>> = {
  GetBucketEncryption: operation<OnBucket>(
    GetBucketEncryption$,
    (input, context) => shownEncryption(bucketOf(input, context)),
    's3:GetEncryptionConfiguration',
  ),
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
  GetBucketPolicy: operation<OnBucket>(GetBucketPolicy$, (input, context) => ({
    Policy: policyOf(bucketOf(input, context)),
  })),
  GetBucketTagging: operation<OnBucket>(GetBucketTagging$, (input, context) => {
    const { tags } = bucketOf(input, context);
    return { TagSet: present(tags[0], 'NoSuchTagSet', 'The TagSet does not exist') && tags };
  }),
  GetPublicAccessBlock: operation<OnBucket>(
    GetPublicAccessBlock$,
    (input, context) => ({
      PublicAccessBlockConfiguration: present(
        bucketOf(input, context).publicAccessBlock,
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
      ),
    }),
    's3:GetBucketPublicAccessBlock',
  ),
  GetBucketOwnershipControls: operation<OnBucket>(GetBucketOwnershipControls$, (input, context) => ({
    OwnershipControls: {
      Rules: [
        {
          ObjectOwnership: present(
            bucketOf(input, context).ownership,
            'OwnershipControlsNotFoundError',
            'The bucket ownership controls were not found',
          ),
        },
      ],
    },
  })),
};

interface VersioningInput extends OnBucket {
  readonly VersioningConfiguration: { readonly Status?: 'Enabled' | 'Suspended' };
}
interface NotificationInput extends OnBucket {
  readonly NotificationConfiguration: Readonly<Record<string, unknown>>;
}
interface BlockInput extends OnBucket {
  readonly PublicAccessBlockConfiguration: Readonly<Record<string, boolean>>;
}
interface OwnershipInput extends OnBucket {
  readonly OwnershipControls: { readonly Rules?: readonly { readonly ObjectOwnership: string }[] };
}
interface TaggingInput extends OnBucket {
  readonly Tagging: { readonly TagSet?: Bucket['tags'] };
}

const checkPolicy = (text: string): string => {
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new ServiceError('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
  }
};

const writes: Readonly<Record<string, Operation>> = {
  PutBucketEncryption: operation<EncryptionInput>(
    PutBucketEncryption$,
    (input, context) => {
      bucketOf(input, context).encryption = encryptionOf(input);
    },
    's3:PutEncryptionConfiguration',
  ),
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
  PutBucketPolicy: operation<OnBucket & { readonly Policy: string }>(PutBucketPolicy$, (input, context) => {
    bucketOf(input, context).policy = checkPolicy(input.Policy);
  }),
  PutBucketTagging: operation<TaggingInput>(PutBucketTagging$, (input, context) => {
    bucketOf(input, context).tags = input.Tagging.TagSet ?? [];
  }),
  PutPublicAccessBlock: operation<BlockInput>(
    PutPublicAccessBlock$,
    (input, context) => {
      bucketOf(input, context).publicAccessBlock = input.PublicAccessBlockConfiguration;
    },
    's3:PutBucketPublicAccessBlock',
  ),
  PutBucketOwnershipControls: operation<OwnershipInput>(PutBucketOwnershipControls$, (input, context) => {
    bucketOf(input, context).ownership = input.OwnershipControls.Rules?.[0]?.ObjectOwnership;
  }),
};

export const settingOperations: Readonly<Record<string, Operation>> = { ...reads, ...writes };
