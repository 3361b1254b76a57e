import {
  DeleteBucketLifecycle$,
  GetBucketLifecycleConfiguration$,
  PutBucketLifecycleConfiguration$,
} from '@aws-sdk/client-s3';
import { operation, ServiceError } from '../../service.ts';
import type { Operation } from '../../service.ts';
import { bucketOf } from './bucket.ts';
import type { OnBucket } from './bucket.ts';

interface LifecycleInput extends OnBucket {
  readonly LifecycleConfiguration?: { readonly Rules?: readonly unknown[] };
}

/** IAM knows one action to write the rules, and to take them away. */
const writing = 's3:PutLifecycleConfiguration';

/** Rules are kept and told; nothing expires in a rehearsal. */
export const lifecycleOperations: Readonly<Record<string, Operation>> = {
  GetBucketLifecycleConfiguration: operation<OnBucket>(
    GetBucketLifecycleConfiguration$,
    (input, context) => {
      const { lifecycle } = bucketOf(input, context);
      if (lifecycle === undefined)
        throw new ServiceError(
          'NoSuchLifecycleConfiguration',
          'The lifecycle configuration does not exist',
          404,
        );
      return { Rules: lifecycle };
    },
    's3:GetLifecycleConfiguration',
  ),
  PutBucketLifecycleConfiguration: operation<LifecycleInput>(
    PutBucketLifecycleConfiguration$,
    (input, context) => {
      const { Rules } = input.LifecycleConfiguration ?? {};
      if (Rules === undefined || Rules.length === 0)
        throw new ServiceError(
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
      bucketOf(input, context).lifecycle = Rules;
    },
    writing,
  ),
  DeleteBucketLifecycle: operation<OnBucket>(
    DeleteBucketLifecycle$,
    (input, context) => void (bucketOf(input, context).lifecycle = undefined),
    writing,
  ),
};
