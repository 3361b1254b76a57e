import { describe, expect, it, onTestFinished } from 'vitest';
import { uninstall as uninstallCommand } from '../../../src/commands/uninstall/uninstall.ts';
import { Interrupts } from '../../../src/core/interrupts.ts';
import type { Prompter } from '../../../src/core/ports.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import type { Bucket } from '../../../src/rehearsal/account/state.ts';
import { runOn, type RunResult } from '../../e2e/in-process.ts';
import { putObject } from '../../../src/rehearsal/services/s3/objects.ts';
import { attended } from '../attended.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';

const Bucket = { Type: 'AWS::S3::Bucket' };

/** A small stack whose two buckets are not empty. */
const inUse = async (more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> => {
  const on = await accountOfTest({ onTestFinished }, { ...briefStacks, ...more });
  const template = JSON.stringify({
    Resources: { UserAthenaResultsBucket: Bucket, CloudTrailBucket: Bucket },
  });
  on.cloudformation.seed({ stackName: 'quilt', template, parameters: {}, minutesAgo: 60 });
  bucketOf(on, 'CloudTrailBucket').versioning = 'Enabled';
  for (let at = 0; at < 3; at += 1)
    putObject(bucketOf(on, 'CloudTrailBucket'), { key: 'AWSLogs/digest.json', body: Buffer.from('x') }, at);
  for (const key of ['results/q1.csv', 'results/q2.csv'])
    putObject(bucketOf(on, 'UserAthenaResultsBucket'), { key, body: Buffer.from('x') }, 0);
  return on;
};

const bucketOf = (on: RehearsalAccount, logicalId: string): Bucket => {
  const bucket = on.state.buckets.get(on.cloudformation.physicalId('quilt', logicalId));
  if (bucket === undefined) throw new Error(`${logicalId} is no bucket`);
  return bucket;
};
const versionsIn = ({ objects, versions }: Bucket): number => objects.size + versions.length;

const confirmed = ['uninstall', '--yes', '--confirm', 'quilt', '--output', 'text'];
const uninstall = (on: RehearsalAccount, ...words: readonly string[]): Promise<RunResult> =>
  runOn(on, [...confirmed, ...words]);
const emptying = (...buckets: readonly Bucket[]): readonly string[] =>
  buckets.flatMap(({ name }) => ['--empty-bucket', name]);
const called = (on: RehearsalAccount): readonly string[] => on.calls().map(({ operation }) => operation);

describe('uninstall of a stack whose buckets are not empty', () => {
  it('says what they hold, and stops at them where nobody named them', async () => {
    const on = await inUse();
    const trail = bucketOf(on, 'CloudTrailBucket');
    const { code, stderr } = await uninstall(on);
    expect(code).toBe(6);
    expect(stderr.replace(/\s+/g, ' ')).toContain(`CloudTrailBucket (${trail.name}): 3 versions`);
    expect(versionsIn(trail)).toBe(3);
    expect(called(on)).not.toContain('DeleteObjects');
  });

  it('empties none where the delete itself would be refused', async () => {
    const on = await inUse();
    const trail = bucketOf(on, 'CloudTrailBucket');
    const { code, stderr } = await uninstall(on, ...emptying(trail), '--retain', 'UserAthenaResultsBucket');
    expect(code, stderr).toBe(2);
    expect(versionsIn(trail)).toBe(3);
    expect(called(on)).not.toContain('DeleteObjects');
  });

  it('leaves what is in a nested stack that is kept', async () => {
    const on = await accountOfTest({ onTestFinished }, { ...briefStacks });
    const lab = on.state.buckets.get('example-lab-data');
    if (lab === undefined) throw new Error('the lab has no bucket');
    const child = Buffer.from(JSON.stringify({ Resources: { Inner: Bucket } }));
    putObject(lab, { key: 'child.json', body: child }, 0);
    const Properties = { TemplateURL: 'https://example-lab-data.s3.us-east-1.amazonaws.com/child.json' };
    const template = JSON.stringify({
      Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties } },
    });
    on.cloudformation.seed({ stackName: 'quilt', template, parameters: {}, minutesAgo: 60 });
    const inner = [...on.state.buckets.values()].find(({ name }) => name.includes('inner'));
    if (inner === undefined) throw new Error('the nested stack has no bucket');
    putObject(inner, { key: 'kept.csv', body: Buffer.from('x') }, 0);
    expect((await uninstall(on)).code).toBe(6);
    const refused = await uninstall(on, '--retain', 'Nested', ...emptying(inner));
    expect([refused.code, versionsIn(inner)], refused.stderr).toEqual([2, 1]);
    expect(refused.stderr).toContain('--retain Nested keeps it');
    expect((await uninstall(on, '--retain', 'Nested')).code).toBe(0);
    expect(versionsIn(inner)).toBe(1);
  });

  it('deletes every version of those that were named, and then the stack', async () => {
    const on = await inUse();
    const [trail, results] = [bucketOf(on, 'CloudTrailBucket'), bucketOf(on, 'UserAthenaResultsBucket')];
    const { code, stderr } = await uninstall(on, ...emptying(trail, results));
    expect(code).toBe(0);
    expect([versionsIn(trail), versionsIn(results)]).toEqual([0, 0]);
    expect(stderr).toMatch(/is empty: 3 versions deleted/);
    expect(on.state.buckets.has(trail.name)).toBe(false);
    expect(on.state.buckets.has('example-lab-data')).toBe(true);
  });

  it('takes delete markers away as well', async () => {
    const on = await inUse();
    const trail = bucketOf(on, 'CloudTrailBucket');
    trail.objects.clear();
    trail.versions.splice(0, Infinity, {
      key: 'gone',
      body: new Uint8Array(),
      etag: '',
      metadata: {},
      at: 0,
      versionId: 'v1',
      deleteMarker: true,
    });
    const results = bucketOf(on, 'UserAthenaResultsBucket');
    const { code, stderr } = await uninstall(on, ...emptying(trail, results));
    expect(stderr).toMatch(/0 versions and 1 delete marker/);
    expect(code).toBe(0);
  });

  it('goes on with the same command after a first try that stopped', async () => {
    const on = await inUse();
    const [trail, results] = [bucketOf(on, 'CloudTrailBucket'), bucketOf(on, 'UserAthenaResultsBucket')];
    expect((await uninstall(on, ...emptying(trail))).code).toBe(6);
    expect(on.state.buckets.has(trail.name)).toBe(false);
    expect((await uninstall(on, ...emptying(trail, results))).code).toBe(0);
  });

  /** 12,003 versions: more than are counted one by one. */
  const crowded = async (more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> => {
    const on = await inUse(more);
    const { versions } = bucketOf(on, 'CloudTrailBucket');
    const [first] = versions;
    if (first === undefined) throw new Error('the bucket has no old version');
    for (let at = 0; at < 12_000; at += 1) versions.push({ ...first, versionId: `more-${at}` });
    return on;
  };

  it('says what S3 counted, and when, where there are more than ten thousand', async () => {
    const on = await crowded();
    const yesterday = new Date(on.clock.now() - 24 * 60 * 60_000).toISOString().slice(0, 10);
    const { stderr } = await uninstall(on);
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      `more than 10,000 versions (S3 counted 12,003 on ${yesterday})`,
    );
  });

  it('names the permission where that may not be read, and goes on', async () => {
    const on = await crowded({ fail: ['Deny=cloudwatch:GetMetricData'] });
    const { code, stderr } = await uninstall(on);
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'more than 10,000 versions (how many is unknown without cloudwatch:GetMetricData)',
    );
    expect(code).toBe(6);
  });

  it('asks CloudWatch nothing about a bucket that could be counted', async () => {
    const on = await inUse();
    await uninstall(on);
    expect(called(on)).not.toContain('GetMetricData');
  });

  it.each([
    ['a bucket of somebody else', () => 'example-lab-data', 2, /no bucket of stack quilt/],
    [
      'a name that is nearly one',
      (on: RehearsalAccount) => `${bucketOf(on, 'CloudTrailBucket').name}x`,
      2,
      /Did you mean quilt-cloudtrailbucket/,
    ],
    ['no bucket at all', () => '', 2, /--empty-bucket was given an empty value/],
  ])('refuses %s before anything is changed', async (_, nameOf, exitCode, words) => {
    const on = await inUse();
    const { code, stderr } = await uninstall(on, '--empty-bucket', nameOf(on));
    expect(code).toBe(exitCode);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(words);
    expect(called(on)).not.toContain('DeleteStack');
    expect(called(on)).not.toContain('DeleteObjects');
  });

  it.each([
    ['Object Lock', { objectLock: true }],
    ['MFA Delete', { mfaDelete: true }],
  ])('refuses a bucket with %s', async (words, lock) => {
    const on = await inUse();
    const trail = Object.assign(bucketOf(on, 'CloudTrailBucket'), lock);
    const { code, stderr } = await uninstall(on, ...emptying(trail));
    expect(code).toBe(3);
    expect(stderr).toContain(`${words} is on`);
    expect(called(on)).not.toContain('DeleteObjects');
  });

  it('refuses a bucket whose locks may not be looked at', async () => {
    const on = await inUse({ fail: ['Deny=s3:GetBucketObjectLockConfiguration'] });
    const { code, stderr } = await uninstall(on, ...emptying(bucketOf(on, 'CloudTrailBucket')));
    expect(code).toBe(3);
    expect(stderr.replace(/\s+/g, ' ')).toContain('unknown without s3:GetBucketObjectLockConfiguration');
  });

  it('leaves the stack alone where S3 refuses', async () => {
    const on = await inUse({ fail: ['Deny=s3:DeleteObjectVersion'] });
    const { code, stderr } = await uninstall(on, ...emptying(bucketOf(on, 'CloudTrailBucket')));
    expect(code).toBe(10);
    expect(stderr).toMatch(/S3 refused to delete 3 of the\s+versions/);
    expect(called(on)).not.toContain('DeleteStack');
  });

  it('stops between two calls on Ctrl-C, and leaves the stack alone', async () => {
    const interrupts = new Interrupts();
    const on = await inUse({
      onCall: (moment, { operation }) => {
        if (moment === 'done' && operation === 'DeleteObjects') interrupts.interrupt('SIGINT');
        return undefined;
      },
    });
    const [trail, results] = [bucketOf(on, 'CloudTrailBucket'), bucketOf(on, 'UserAthenaResultsBucket')];
    const { code, stderr } = await runOn(on, [...confirmed, ...emptying(trail, results)], interrupts);
    expect(code).toBe(130);
    expect(stderr).toMatch(/Stopped: 3 versions of [^]* deleted so far/);
    expect([versionsIn(trail), versionsIn(results)]).toEqual([0, 2]);
    expect(called(on)).not.toContain('DeleteStack');
  });
});

/** Somebody who types these, one for each question; what a question would not take is a mistake of the test's. */
const typist = (answers: readonly string[], asked: string[]): Prompter => {
  const left = [...answers];
  const unforeseen = (): Promise<never> => Promise.reject(new Error('nobody foresaw that question'));
  return {
    interactive: true,
    text: async ({ message, validate }) => {
      asked.push(message);
      const typed = left.shift() ?? '';
      expect(await validate?.(typed)).not.toBeTypeOf('string');
      return typed;
    },
    confirm: () => Promise.resolve(false),
    secret: unforeseen,
    select: unforeseen,
    checkbox: () => Promise.resolve([]),
  };
};

describe('a person who uninstalls', () => {
  it('is asked about each bucket, and only the one whose name is typed is emptied', async () => {
    const on = await inUse();
    const [trail, results] = [bucketOf(on, 'CloudTrailBucket'), bucketOf(on, 'UserAthenaResultsBucket')];
    const asked: string[] = [];
    // In the order of the template: the results first.
    const person = attended(on, ['uninstall'], typist(['quilt', '', trail.name], asked));
    expect(await uninstallCommand(person.session)).toMatchObject({ exitCode: 6 });
    expect(asked).toEqual([
      expect.stringContaining("Type the stack's name"),
      expect.stringContaining(results.name),
      expect.stringContaining(trail.name),
    ]);
    expect([versionsIn(trail), versionsIn(results)]).toEqual([0, 2]);
  });

  it('is told that another name is not the bucket', async () => {
    const on = await inUse();
    const verdicts: unknown[] = [];
    const person: Prompter = {
      ...typist([], []),
      text: async ({ validate }) => {
        if (validate === undefined) return 'quilt';
        verdicts.push(await validate('quilt'), await validate('yes'));
        return '';
      },
    };
    await uninstallCommand(attended(on, ['uninstall'], person).session);
    expect(verdicts).toHaveLength(4);
    for (const one of verdicts) expect(one).toMatch(/not its name/);
    expect(called(on)).not.toContain('DeleteObjects');
  });
});

const templateOf = (resources: object, more: object = {}): string =>
  JSON.stringify({
    Parameters: { Name: { Type: 'String', Default: 'named-bucket' } },
    Resources: { Topic: { Type: 'AWS::SNS::Topic' }, ...resources },
    ...more,
  });
const other = async (template: string, parameters: Readonly<Record<string, string>> = {}) => {
  const on = await accountOfTest({ onTestFinished }, briefStacks);
  on.cloudformation.seed({
    stackName: 'other',
    template,
    parameters,
    minutesAgo: 9,
    terminationProtection: true,
  });
  return on;
};
const words = ['uninstall', '--yes', '--stack-name', 'other', '--confirm', 'other', '--output', 'text'];

describe('a bucket of the stack that is never emptied', () => {
  it.each([
    ['the template keeps', { Data: { ...Bucket, DeletionPolicy: 'Retain' } }, /template keeps it/],
    [
      'the template keeps but for a creation that fails',
      { Data: { ...Bucket, DeletionPolicy: 'RetainExceptOnCreate' } },
      /template keeps it/,
    ],
    [
      'a parameter names',
      { Data: { ...Bucket, Properties: { BucketName: { Ref: 'Name' } } } },
      /parameter Name names it/,
    ],
    [
      'a parameter names if it is given',
      {
        Data: {
          ...Bucket,
          Properties: { BucketName: { 'Fn::If': ['Given', { Ref: 'Name' }, { Ref: 'AWS::NoValue' }] } },
        },
      },
      /parameter Name names it/,
    ],
    [
      'has the name that a parameter has, whatever the template says',
      { Data: { ...Bucket, Properties: { BucketName: 'named-bucket' } } },
      /parameter Name names it/,
    ],
  ])('is one that %s', async (_, resources, why) => {
    const Conditions = { Given: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] } };
    const on = await other(templateOf(resources, { Conditions }));
    const { code, stderr } = await runOn(on, [
      ...words,
      '--empty-bucket',
      on.cloudformation.physicalId('other', 'Data'),
    ]);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(why);
    expect(called(on)).not.toContain('DeleteStack');
  });
});

const exporting = templateOf(
  {},
  { Outputs: { Arn: { Value: { Ref: 'Topic' }, Export: { Name: 'other-topic' } } } },
);
const importing = JSON.stringify({
  Resources: {
    User: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'other-topic' } },
    },
  },
});

describe('uninstall of a stack whose exports are in use', () => {
  const used = async (): Promise<RehearsalAccount> => {
    const on = await other(exporting);
    on.cloudformation.seed({ stackName: 'reader', template: importing, parameters: {}, minutesAgo: 5 });
    return on;
  };

  it('names who uses them and changes nothing', async () => {
    const on = await used();
    const { code, stderr } = await runOn(on, words);
    expect(code).toBe(3);
    expect(stderr.replace(/\s+/g, ' ')).toContain('other-topic by reader');
    expect(called(on)).not.toContain('UpdateTerminationProtection');
  });

  it('puts termination protection back where CloudFormation calls the delete off', async () => {
    const on = await used();
    on.state.permissions = { deny: new Set(['cloudformation:ListImports']) };
    const { code, stderr } = await runOn(on, words);
    expect(code).not.toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/unknown without cloudformation:ListImports/);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/termination protection, lifted for that, is on again/);
    expect(called(on).filter((name) => name === 'UpdateTerminationProtection')).toHaveLength(2);
  });
});
