import { describe, it, type TestContext } from 'vitest';
import { accountOfTest, briefStacks } from '../helpers/account.ts';
import { of } from './bundle.ts';
import { runOn } from './in-process.ts';
import { small } from './small-templates.ts';

type Prepare = NonNullable<Parameters<typeof accountOfTest>[1]>['prepare'];

const queue = '  Queue: { Type: AWS::SQS::Queue }';
const templateOf = (...resources: readonly string[]): readonly string[] =>
  small(['Resources:', queue, ...resources, ''].join('\n'));

const unattended = ['--yes', '--non-interactive', '--dns', 'none'];

/** What is told of the plan of a new stack. */
const planned = async (
  test: TestContext,
  resource: string,
  { prepare, ignore = 'quota.stacks' }: { prepare?: Prepare; ignore?: string } = {},
) => {
  const account = await accountOfTest(test, { ...briefStacks, prepare });
  const flags = [...unattended, '--plan-only', '--ignore', ignore];
  const ran = await runOn(account, ['install', ...flags, ...templateOf(resource)]);
  return { ran, findings: of(ran, 'check').filter(({ id }) => id === 'plan.validation') };
};

/** What is told of the plan that takes a resource out of its stack, once `fill` has been at it. */
const takenOut = async (test: TestContext, resource: string, fill: NonNullable<Prepare>) => {
  const account = await accountOfTest(test, briefStacks);
  const install = await runOn(account, ['install', ...unattended, ...templateOf(resource)]);
  test.expect(install.code, install.stderr).toBe(0);
  fill(account.state);
  const ran = await runOn(account, ['upgrade', ...unattended, '--plan-only', ...templateOf()]);
  test.expect(ran.code, ran.stderr).toBe(0);
  return { account, findings: of(ran, 'check').filter(({ id }) => id === 'plan.validation') };
};

const warning = (test: TestContext, message: RegExp, fix: RegExp): readonly object[] => [
  {
    status: 'warn',
    message: test.expect.stringMatching(message) as string,
    fix: test.expect.stringMatching(fix) as string,
  },
];

const repository = '  Images: { Type: AWS::ECR::Repository }';
const withImages: NonNullable<Prepare> = ({ repositories }) => {
  for (const one of repositories.values()) one.images = 3;
};
const recorder =
  '  Recorder: { Type: AWS::Config::ConfigurationRecorder, Properties: { RoleARN: "arn:aws:iam::123456789012:role/config" } }';
const rule =
  '  Rule: { Type: AWS::Config::ConfigRule, Properties: { Source: { Owner: AWS, SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED } } }';

describe.concurrent('what CloudFormation refuses of a plan', () => {
  it('is a property that its schema does not have', async (test) => {
    const { ran } = await planned(test, '  Table: { Type: AWS::SNS::Topic, Properties: { Colour: red } }');
    test.expect(ran.code).not.toBe(0);
    test.expect(JSON.stringify(of(ran, 'error'))).toMatch(/Colour.*Correct the parameter/s);
  });

  it('is a name that something else has', async (test) => {
    const named = '  Data: { Type: AWS::S3::Bucket, Properties: { BucketName: example-lab-data } }';
    const { ran } = await planned(test, named);
    test.expect(ran.code).not.toBe(0);
    test.expect(JSON.stringify(of(ran, 'error'))).toMatch(/example-lab-data.*exists already/s);
  });
});

describe.concurrent('what CloudFormation warns of in a plan', () => {
  it('is a bucket that is to go and holds objects', async (test) => {
    const { findings } = await takenOut(test, '  Results: { Type: AWS::S3::Bucket }', ({ buckets }) => {
      const body = new Uint8Array();
      for (const { objects } of buckets.values())
        objects.set('a', { key: 'a', body, etag: '', metadata: {}, at: 0 });
    });
    test.expect(findings).toMatchObject(warning(test, /^Results .*is not empty/, /^Empty the bucket/));
  });

  it('is a repository that is to go and holds images, which the update then leaves behind', async (test) => {
    const { account, findings } = await takenOut(test, repository, withImages);
    test.expect(findings).toMatchObject(warning(test, /^Images .*contains images/, /^Delete the images/));
    const ran = await runOn(account, ['upgrade', ...unattended, ...templateOf()]);
    test.expect(ran.stdout).toMatch(/cannot be deleted because it still contains images/);
    test.expect(account.state.repositories.size).toBe(1);
  });

  it('is no repository that is emptied with its own delete', async (test) => {
    const emptied = '  Images: { Type: AWS::ECR::Repository, Properties: { EmptyOnDelete: true } }';
    const { findings } = await takenOut(test, emptied, withImages);
    test.expect(findings).toEqual([]);
  });

  it.for([
    [
      'vpc/L-E79EC296',
      'quota.security-groups',
      '  One: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: one } }',
    ],
    [
      'iam/L-FE177D64',
      'quota.roles',
      '  One: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] } } }',
    ],
  ] as const)('is a quota that is used up: %s', async ([quota, ignore, resource], test) => {
    const { findings } = await planned(test, resource, {
      prepare: ({ quotas }) => void quotas.set(quota, 0),
      ignore,
    });
    test.expect(findings).toMatchObject(warning(test, /^One .*exceed the quota/, /^Have the quota raised/));
  });

  it('is a second recorder of AWS Config, and it fails', async (test) => {
    const prepare: Prepare = ({ configRecorders, region }) => void configRecorders.set('default', { region });
    const { findings } = await planned(test, recorder, { prepare });
    test.expect(findings).toMatchObject(warning(test, /^Recorder .*active/, /one AWS Config recorder/));
    const account = await accountOfTest(test, { ...briefStacks, prepare });
    const ran = await runOn(account, ['install', ...unattended, ...templateOf(recorder)]);
    test.expect(ran.code).toBe(5);
    test.expect(ran.stdout).toContain('maximum number of configuration recorders');
  });

  it('is a rule of AWS Config where nothing is recorded', async (test) => {
    const { findings } = await planned(test, rule);
    test.expect(findings).toMatchObject(warning(test, /^Rule .*rules need one/, /^Switch the recording/));
  });

  it('is neither where the template brings both', async (test) => {
    const { ran, findings } = await planned(test, `${recorder}\n${rule}`);
    test.expect(ran.code, ran.stderr).toBe(0);
    test.expect(findings).toEqual([]);
  });
});
