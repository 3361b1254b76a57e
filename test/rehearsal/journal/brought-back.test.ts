import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { CreateHostedZoneCommand, ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { addCertificate, addLoadBalancer } from '../../helpers/account-holdings.ts';
import { clientFor } from '../support.ts';

const minute = 60_000;

/** At the pace of AWS, so that what is under way is still under way when it is saved. */
const start = (saved?: string, more: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, { scenario: undefined, speed: 1, keep: { saved }, ...more });

const savedOf = ({ saved }: RehearsalAccount): string => {
  if (saved === undefined) throw new Error('the account is not kept');
  return saved();
};

/** As if it had been saved so much later. */
const later = (account: RehearsalAccount, ms: number): string => {
  const saved = JSON.parse(savedOf(account)) as { savedAt: number };
  return JSON.stringify({ ...saved, savedAt: saved.savedAt + ms });
};

const template = `
Resources:
  Topic: { Type: AWS::SNS::Topic }
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [] } }
  DB:
    Type: AWS::RDS::DBInstance
    Properties: { DBInstanceClass: db.t3.micro, Engine: postgres, MasterUsername: root, MasterUserPassword: Password1 }
  After: { Type: AWS::SQS::Queue, DependsOn: DB }
Outputs: { Address: { Value: !GetAtt DB.Endpoint.Address } }
`;

const create = (account: RehearsalAccount, TemplateBody = template) =>
  new CloudFormationClient(clientFor(account)).send(
    new CreateStackCommand({ StackName: 'demo', TemplateBody, Capabilities: ['CAPABILITY_IAM'] }),
  );
const stackOf = async (account: RehearsalAccount) =>
  (await new CloudFormationClient(clientFor(account)).send(new DescribeStacksCommand({ StackName: 'demo' })))
    .Stacks?.[0];
const eventsOf = async (account: RehearsalAccount): Promise<readonly StackEvent[]> => {
  const client = new CloudFormationClient(clientFor(account));
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'demo' }));
  return StackEvents.reverse();
};

/** A balancer with the host's certificate is up. */
const shows = (state: RehearsalAccount['state'], host: string): void => {
  const certificateArns = new Set(['cert']);
  addLoadBalancer(state, {
    arn: 'lb',
    name: 'lab',
    dnsName: 'lab-1.us-east-1.elb.amazonaws.com',
    certificateArns,
  });
  addCertificate(state, { arn: 'cert', names: [host] });
};

/** All that is held, but for what is a function. */
const heldBy = ({ state }: RehearsalAccount) => ({ ...state, stackCount: undefined });

/** Something of every kind that makes up an id. */
const doThings = async (account: RehearsalAccount): Promise<void> => {
  const settings = clientFor(account);
  await create(account);
  await new S3Client(settings).send(
    new PutObjectCommand({ Bucket: 'example-lab-data', Key: 'a/b', Body: Buffer.from([0, 255, 10]) }),
  );
  await new SecretsManagerClient(settings).send(new CreateSecretCommand({ Name: 'own', SecretString: 'x' }));
  await new Route53Client(settings).send(
    new CreateHostedZoneCommand({ Name: 'lab.example.org', CallerReference: 'once' }),
  );
  await new ACMClient(settings).send(new RequestCertificateCommand({ DomainName: 'lab.example.org' }));
};

describe('an account that is kept', () => {
  it('is brought back with all that it held, ids included', async () => {
    const account = await start();
    await doThings(account);
    const again = await start(savedOf(account));
    expect(heldBy(again)).toEqual(heldBy(account));
    expect(await eventsOf(again)).toEqual(await eventsOf(account));
    const { Body } = await new S3Client(clientFor(again)).send(
      new GetObjectCommand({ Bucket: 'example-lab-data', Key: 'a/b' }),
    );
    expect(await Body?.transformToByteArray()).toEqual(new Uint8Array([0, 255, 10]));
  });

  it('goes on with what is under way, each time as if it had never been away', async () => {
    const account = await start();
    await create(account);
    const halfway = await start(later(account, 3 * minute));
    expect((await stackOf(halfway))?.StackStatus).toBe('CREATE_IN_PROGRESS');
    const soFar = await eventsOf(halfway);
    expect(soFar.length).toBeGreaterThan(8);
    const [once, twice] = [
      await start(later(account, 60 * minute)),
      await start(later(halfway, 60 * minute)),
    ] as const;
    expect((await stackOf(once))?.StackStatus).toBe('CREATE_COMPLETE');
    expect(await eventsOf(twice)).toEqual(await eventsOf(once));
    expect((await eventsOf(once)).slice(0, soFar.length)).toEqual(soFar);
    expect((await stackOf(twice))?.Outputs).toEqual((await stackOf(once))?.Outputs);
  });

  it('lets time go on by itself once it is back', async () => {
    const account = await start();
    await create(account);
    const fast = await start(later(account, minute), { speed: 'max', serve: true });
    expect((await stackOf(fast))?.StackStatus).toBe('CREATE_COMPLETE');
  });

  it('keeps what a run let fail, and no longer lets it fail in the next', async () => {
    const account = await start(undefined, { fail: ['DB=no capacity'] });
    await create(account);
    const failed = await start(later(account, 60 * minute));
    expect((await stackOf(failed))?.StackStatus).toBe('ROLLBACK_COMPLETE');
    const before = await start(later(account, 5_000));
    expect((await stackOf(before))?.StackStatus).toBe('CREATE_IN_PROGRESS');
    await new CloudFormationClient(clientFor(failed)).send(
      new CreateStackCommand({
        StackName: 'other',
        TemplateBody: template,
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    const other = await start(later(failed, 60 * minute));
    const { Stacks } = await new CloudFormationClient(clientFor(other)).send(
      new DescribeStacksCommand({ StackName: 'other' }),
    );
    expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
  });

  it('knows its own addresses of an earlier run', async () => {
    const account = await start();
    const body =
      'Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref AWS::StackName } } }';
    await new S3Client(clientFor(account)).send(
      new PutObjectCommand({ Bucket: 'example-lab-data', Key: 'inner.yaml', Body: body }),
    );
    const outer = (name: string): string => `
Parameters: { Url: { Type: String, Default: ${account.endpoint}/example-lab-data/inner.yaml } }
Resources:
  Inner: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: !Ref Url } }
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${name} } }`;
    await create(account, outer('one'));
    const again = await start(later(account, 20 * minute));
    expect(again.endpoint).not.toBe(account.endpoint);
    expect((await stackOf(again))?.StackStatus).toBe('CREATE_COMPLETE');
    await new CloudFormationClient(clientFor(again)).send(
      new UpdateStackCommand({ StackName: 'demo', TemplateBody: outer('two') }),
    );
    const updated = await start(later(again, 20 * minute));
    expect((await stackOf(updated))?.StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('keeps a session that a role was assumed with', async () => {
    const account = await start(undefined, { scenario: 'dns-other-account' });
    const { Credentials } = await new STSClient(clientFor(account)).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::210987654321:role/dns-writer',
        RoleSessionName: 'kept',
      }),
    );
    const again = await start(savedOf(account));
    const settings = clientFor(again);
    const zones = new Route53Client({
      ...settings,
      credentials: { ...settings.credentials, accessKeyId: Credentials?.AccessKeyId ?? '' },
    });
    expect((await zones.send(new ListHostedZonesCommand({}))).HostedZones?.[0]?.Name).toBe('example.com.');
  });

  it('is the scenario’s that it began with', async () => {
    const account = await start(undefined, { scenario: 'empty' });
    const saved = savedOf(account);
    expect((await start(saved)).answersFile).toMatch(/empty\.yaml$/);
    expect((await start(saved, { scenario: 'empty' })).state.vpcs.size).toBe(account.state.vpcs.size);
  });

  it.each<[string, Partial<RehearsalOptions>, RegExp]>([
    ['another scenario', { scenario: 'empty' }, /--scenario is settled .* began with ready\./],
    ['another export', { assumeExport: ['a=b'] }, /--assume-export is settled/],
    [
      'answers of another account',
      { answers: { account: '210987654321' } },
      /as 123456789012 in us-east-1\./,
    ],
    ['answers of another region', { answers: { region: 'eu-west-1' } }, /as 123456789012 in us-east-1\./],
  ])('is not brought back with %s', async (_case, options, message) => {
    const account = await start();
    await expect(start(savedOf(account), options)).rejects.toMatchObject({
      code: 'flags-conflict',
      exitCode: 2,
      message: expect.stringMatching(message) as string,
    });
  });

  it('keeps what people elsewhere were asked to enter in DNS, and since when', async () => {
    const host = 'lab.example.com';
    const prepare: RehearsalOptions['prepare'] = (state) => shows(state, host);
    const account = await start(undefined, { scenario: 'empty', prepare });
    expect(await account.probe.resolve(host, 'A')).toEqual([]);
    const soon = await start(later(account, 5 * minute), { prepare });
    expect(await soon.probe.resolve(host, 'A')).toEqual([]);
    const done = await start(later(soon, 6 * minute), { prepare });
    expect(await done.probe.resolve(host, 'A')).not.toEqual([]);
    expect(heldBy(await start(savedOf(done), { prepare })).publicRecords).toEqual(heldBy(done).publicRecords);
  });

  it('is refused where a call no longer comes to what it came to', async () => {
    const account = await start();
    await create(account);
    const changed = savedOf(account)
      .replace('AWS::SNS::Topic', 'AWS::SNS::Tropic')
      .replace('Resources:', 'Res:');
    await expect(start(changed)).rejects.toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining(
        'cloudformation:CreateStack does not come to what it came to',
      ) as string,
    });
  });

  it('that nobody keeps tells nothing', async () =>
    expect((await accountOfTest({ onTestFinished })).saved).toBeUndefined());
});
