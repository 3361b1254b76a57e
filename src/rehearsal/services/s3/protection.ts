import {
  GetBucketEncryption$,
  GetBucketOwnershipControls$,
  GetBucketPolicy$,
  GetPublicAccessBlock$,
  PutBucketEncryption$,
  PutBucketOwnershipControls$,
  PutBucketPolicy$,
  PutPublicAccessBlock$,
} from '@aws-sdk/client-s3';
import { operation, ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import type { Bucket } from '../../account/state.ts';
import { bucketOf, present } from './bucket.ts';
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

const policyOf = (bucket: Bucket): string =>
  present(bucket.policy, 'NoSuchBucketPolicy', 'The bucket policy does not exist');

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
  GetBucketPolicy: operation<OnBucket>(GetBucketPolicy$, (input, context) => ({
    Policy: policyOf(bucketOf(input, context)),
  })),
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

interface BlockInput extends OnBucket {
  readonly PublicAccessBlockConfiguration: Readonly<Record<string, boolean>>;
}
interface OwnershipInput extends OnBucket {
  readonly OwnershipControls: { readonly Rules?: readonly { readonly ObjectOwnership: string }[] };
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
  PutBucketPolicy: operation<OnBucket & { readonly Policy: string }>(PutBucketPolicy$, (input, context) => {
    bucketOf(input, context).policy = checkPolicy(input.Policy);
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

/** Who may reach a bucket, and how what is in it is kept. */
export const protectionOperations: Readonly<Record<string, Operation>> = { ...reads, ...writes };
