import type { AccountState } from '../../src/rehearsal/account/state.ts';
import { addBucket } from '../../src/rehearsal/services/s3/bucket.ts';

/** A bucket of the account that holds these texts by their keys, where CloudFormation fetches nested templates from. */
export const addBucketOf = (
  account: AccountState,
  files: Readonly<Record<string, string>>,
  { name = 'templates', region = 'us-east-1' } = {},
): void => {
  const { objects } = addBucket(account, { name, region, at: 0 });
  for (const [key, text] of Object.entries(files))
    objects.set(key, { key, body: new TextEncoder().encode(text), etag: '', metadata: {}, at: 0 });
};
