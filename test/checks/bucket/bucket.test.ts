import { expect, it } from 'vitest';
import { bucketEncryption } from '../../../src/checks/bucket/encryption.ts';
import { bucket, bucketVersioning } from '../../../src/checks/bucket/bucket.ts';
import { bucketNotifications } from '../../../src/checks/bucket/notifications.ts';
import { cloudtrailCapacity } from '../../../src/checks/quota/cloudtrail.ts';
import type { BucketNotification, BucketState, Trail } from '../../../src/core/facts.ts';
import type { Facts } from '../../../src/core/ports.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { account, answering, denied, judgingOf, throttled, verdictOf, type Situation } from '../facts.ts';
import { quilt } from '../../helpers/products.ts';
import { judgeTable } from '../table.ts';

const ours: BucketState = { state: 'ours', region: 'us-east-1' };
const lab = (facts: Partial<Facts>, target: Situation['target'] = {}): Situation => ({
  facts: { bucket: answering(ours), ...facts },
  target: { buckets: ['lab'], ...target },
});
const update = { kind: 'update' } as const;

judgeTable(bucket, [
  ['none named', {}, 'skipped', /--bucket/],
  ['impossible name', { target: { buckets: ['Lab'] } }, 'fail', /capital/],
  ['absent', lab({ bucket: answering({ state: 'absent' }) }), 'fail', /--fix --only s3\.bucket/],
  [
    'of another account',
    lab({ bucket: answering({ state: 'denied' }), buckets: answering(['other']) }),
    'fail',
    /another account/,
  ],
  [
    'ours but closed',
    lab({ bucket: answering({ state: 'denied' }), buckets: answering(['lab']) }),
    'unknown',
    /s3:ListBucket/,
  ],
  [
    'closed, and the list too',
    lab({ bucket: answering({ state: 'denied' }), buckets: denied('s3:ListAllMyBuckets') }),
    'unknown',
    /may belong/,
  ],
  [
    'of another region',
    lab({ bucket: answering({ state: 'ours', region: 'eu-west-1' }) }),
    'fail',
    /eu-west-1.*us-east-1/,
  ],
  ['throttled', lab({ bucket: throttled }), 'unknown'],
  ['ours', lab({}), 'pass', /s3:\/\/lab/],
  [
    'one of two is bad',
    {
      facts: { bucket: (name) => Promise.resolve(name === 'lab' ? ours : { state: 'absent' }) },
      target: { buckets: ['lab', 'attic'] },
    },
    'fail',
    /attic/,
  ],
]);

it('makes the absent ones, after which it passes', async () => {
  const there = new Set(['lab']);
  const facts: Partial<Facts> = {
    bucket: (name) => Promise.resolve(there.has(name) ? ours : { state: 'absent' }),
  };
  const situation = { facts, target: { buckets: ['lab', 'attic', 'Bad'] } };
  const fix = await bucket.fix?.(judgingOf(situation));
  if (fix === undefined || !('call' in fix)) throw new Error('no fix');
  expect(fix.changes).toEqual([expect.stringContaining('attic in us-east-1 (private, encrypted')]);
  const fixes = { createBucket: (name: string) => Promise.resolve(void there.add(name)) };
  await fix.call(fixes as unknown as Parameters<typeof fix.call>[0], () => undefined);
  expect((await verdictOf(bucket, { facts, target: { buckets: ['lab', 'attic'] } })).status).toBe('pass');
});

const queue = (name: string): BucketNotification => ({
  kind: 'queue',
  id: '1',
  target: `arn:aws:sqs:us-east-1:${account}:${name}`,
});
const topic = (name: string): BucketNotification => ({
  kind: 'topic',
  id: '2',
  target: `arn:aws:sns:us-east-1:${account}:${name}`,
});
const hearing = (...events: string[]): BucketNotification => ({ ...topic('objects'), events });
const bus: BucketNotification = { kind: 'eventbridge', id: '', target: 'eventbridge' };
const notifying = (...all: BucketNotification[]) => ({ bucketNotifications: answering(all) });
const resources = answering([
  {
    logicalId: 'Q',
    type: 'AWS::SQS::Queue',
    physicalId: `https://sqs.us-east-1.amazonaws.com/${account}/own`,
    status: 'CREATE_COMPLETE',
  },
]);

judgeTable(bucketNotifications, [
  ['none named', {}, 'skipped'],
  [
    'two queues',
    lab(notifying(queue('lims-events'), queue('audit'))),
    'fail',
    /queue lims-events, queue audit.*Best: .* one SNS topic.*Otherwise .*EventBridge/,
  ],
  [
    'a lambda',
    lab(notifying({ kind: 'lambda', id: '', target: 'arn:aws:lambda:us-east-1:1:function:index' })),
    'fail',
    /function index/,
  ],
  [
    'a lone topic that hears of everything',
    lab(notifying(hearing('s3:ObjectCreated:*', 's3:ObjectRemoved:*'))),
    'warn',
    /topic objects of every object made and deleted; Quilt listens to that topic.*sns:Subscribe/,
  ],
  [
    'a lone topic, and EventBridge',
    lab(notifying(bus, hearing('s3:ObjectCreated:*', 's3:ObjectRemoved:*'))),
    'warn',
  ],
  ['a topic that does not hear of deletes', lab(notifying(hearing('s3:ObjectCreated:*'))), 'fail'],
  [
    'a topic that hears of one way to delete',
    lab(notifying(hearing('s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'))),
    'fail',
  ],
  [
    'a topic that hears of some keys',
    lab(notifying({ ...hearing('s3:ObjectCreated:*', 's3:ObjectRemoved:*'), filtered: true })),
    'fail',
  ],
  [
    'two topics',
    lab(notifying(hearing('s3:ObjectCreated:*', 's3:ObjectRemoved:*'), topic('more'))),
    'fail',
    /topic objects, topic more/,
  ],
  [
    'a product that reuses none',
    lab(notifying(hearing('s3:ObjectCreated:*', 's3:ObjectRemoved:*')), {
      product: { ...quilt, reusedTopicEvents: undefined },
    }),
    'fail',
    /must own/,
  ],
  ['EventBridge only', lab(notifying(bus)), 'pass', /EventBridge is on/],
  ['none', lab(notifying()), 'pass'],
  [
    'denied',
    lab({ bucketNotifications: denied('s3:GetBucketNotification') }),
    'unknown',
    /s3:GetBucketNotification/,
  ],
  ['not our bucket', lab({ bucket: answering({ state: 'denied' }) }), 'skipped'],
  [
    'update: its own queue',
    lab({ ...notifying(queue('own')), stackResources: resources }, update),
    'pass',
    /only this stack/,
  ],
  [
    'update: the topic the product made',
    lab({ ...notifying(topic('lab-QuiltNotifications-1f')), stackResources: resources }, update),
    'pass',
  ],
  [
    'update: one more',
    lab({ ...notifying(queue('own'), queue('audit')), stackResources: resources }, update),
    'fail',
    /queue audit\./,
  ],
  ['create: the own queue of another stack', lab(notifying(topic('lab-QuiltNotifications-1f'))), 'fail'],
]);

judgeTable(bucketVersioning, [
  ['on', lab({ bucketVersioning: answering('Enabled' as const) }), 'pass'],
  [
    'suspended',
    lab({ bucketVersioning: answering('Suspended' as const) }),
    'fail',
    /put-bucket-versioning --bucket lab/,
  ],
  ['never on', lab({ bucketVersioning: answering(undefined) }), 'warn', /never kept/],
  ['denied', lab({ bucketVersioning: denied('s3:GetBucketVersioning') }), 'unknown'],
]);

const key = 'arn:aws:kms:us-east-1:1:key/abc';
const encrypted = { bucketEncryption: answering({ algorithm: 'aws:kms', keyId: key }) };
const policy = (...principals: string[]) => ({
  keyPolicy: answering(
    JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'kms:*', Resource: '*' }],
    }),
  ),
});
const roles = {
  stackResources: answering([
    {
      logicalId: 'SearchHandlerRole',
      type: 'AWS::IAM::Role',
      physicalId: 'quilt-SearchHandlerRole-1',
      status: 'CREATE_COMPLETE',
    },
    {
      logicalId: 'Unrelated',
      type: 'AWS::IAM::Role',
      physicalId: 'quilt-Unrelated-1',
      status: 'CREATE_COMPLETE',
    },
  ]),
};
judgeTable(bucketEncryption, [
  ['SSE-S3', lab({ bucketEncryption: answering({ algorithm: 'AES256' }) }), 'pass', /AES256/],
  ['none told', lab({ bucketEncryption: answering(undefined) }), 'pass'],
  [
    'AWS’s own key',
    lab({ bucketEncryption: answering({ algorithm: 'aws:kms', keyId: 'alias/aws/s3' }) }),
    'pass',
  ],
  [
    'own key, new stack',
    lab({ ...encrypted, ...policy('*') }),
    'warn',
    /SearchHandlerRole.*ManagedUserRoleExtraPolicies/,
  ],
  [
    'key policy denied',
    lab({ ...encrypted, keyPolicy: denied('kms:GetKeyPolicy') }),
    'unknown',
    /kms:GetKeyPolicy/,
  ],
  [
    'key policy malformed, update',
    lab({ ...encrypted, ...roles, keyPolicy: answering('{') }, update),
    'fail',
    /quilt-SearchHandlerRole-1/,
  ],
  [
    'role admitted',
    lab({ ...encrypted, ...roles, ...policy('arn:aws:iam::1:role/quilt-SearchHandlerRole-1') }, update),
    'pass',
  ],
  [
    'left to IAM',
    lab({ ...encrypted, ...roles, ...policy(`arn:aws:iam::${account}:root`) }, update),
    'warn',
    /IAM policies/,
  ],
  [
    'role not admitted',
    lab({ ...encrypted, ...roles, ...policy('arn:aws:iam::1:role/other') }, update),
    'fail',
    /put-key-policy/,
  ],
]);

const trail = (name: string, more: Partial<Trail> = {}): Trail => ({
  name,
  arn: `arn:aws:cloudtrail:us-east-1:1:trail/${name}`,
  homeRegion: 'us-east-1',
  multiRegion: false,
  organization: false,
  ...more,
});
const trails = (count: number) => ({
  trails: answering(Array.from({ length: count }, (_, index) => trail(`t${index + 1}`))),
});
const own = {
  stackResources: answering([
    { logicalId: 'Trail', type: 'AWS::CloudTrail::Trail', physicalId: 't1', status: 'CREATE_COMPLETE' },
  ]),
};
const conditional = parseTemplate(`
Parameters: {CloudTrailBucket: {Type: String, Default: ""}}
Conditions: {Makes: !Equals [!Ref CloudTrailBucket, ""]}
Resources:
  Topic: {Type: "AWS::SNS::Topic"}
  Trail: {Type: "AWS::CloudTrail::Trail", Condition: Makes}
`);

judgeTable(cloudtrailCapacity, [
  ['full', { facts: trails(5) }, 'fail', /5 of 5 used in us-east-1: t1, t2, t3, t4, t5/],
  ['more than full', { facts: trails(6) }, 'fail'],
  ['the last one', { facts: trails(4) }, 'warn', /takes the last/],
  [
    'replicas told',
    {
      facts: {
        trails: answering([
          ...(Array(4).fill(trail('a')) as Trail[]),
          trail('org', { organization: true, homeRegion: 'eu-west-1' }),
        ]),
      },
    },
    'fail',
    /org \(organization, from eu-west-1\)/,
  ],
  ['room', { facts: trails(3) }, 'pass', /3 of 5.*2 more/],
  ['none', { facts: trails(0) }, 'pass'],
  [
    'denied',
    { facts: { trails: denied('cloudtrail:DescribeTrails') } },
    'unknown',
    /cloudtrail:DescribeTrails/,
  ],
  [
    'update: full, one of them its own',
    { facts: { ...trails(5), ...own }, target: update },
    'pass',
    /t1 is this stack/,
  ],
  [
    'update: none of them its own',
    { facts: { ...trails(5), stackResources: answering([]) }, target: update },
    'fail',
  ],
  [
    'a template without a trail',
    { target: { template: parseTemplate('Resources: {T: {Type: "AWS::SNS::Topic"}}') } },
    'skipped',
  ],
  [
    'switched off by a value',
    { facts: trails(5), target: { template: conditional }, values: { CloudTrailBucket: 'audit' } },
    'skipped',
  ],
  ['switched on by the default', { facts: trails(5), target: { template: conditional } }, 'fail'],
]);
