import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateHostedZoneCommand, ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dns } from '../../../src/commands/dns/dns.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { attended } from '../../commands/attended.ts';
import { clientFor } from '../support.ts';

const elsewhere = '210987654321';
const writer = `arn:aws:iam::${elsewhere}:role/dns-writer`;

const started = (): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, { scenario: 'dns-other-account' });

const assumed = async (account: RehearsalAccount, RoleArn = writer) => {
  const settings = clientFor(account);
  const { Credentials } = await new STSClient(settings).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }),
  );
  return {
    ...settings,
    credentials: { accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: 'rehearsal' },
  };
};

const bucketsOf = async (settings: ReturnType<typeof clientFor>): Promise<readonly (string | undefined)[]> =>
  ((await new S3Client(settings).send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name);

describe('another account of a scenario', () => {
  it('is where calls of a role that was assumed there land', async () => {
    const account = await started();
    const there = await assumed(account);
    expect(await new STSClient(there).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: elsewhere,
      Arn: `arn:aws:sts::${elsewhere}:assumed-role/dns-writer/test`,
    });
    await new S3Client(there).send(new CreateBucketCommand({ Bucket: 'only-there' }));
    expect(await bucketsOf(there)).toEqual(['only-there']);
    expect(await bucketsOf(clientFor(account))).not.toContain('only-there');
  });

  it('has stacks of its own', async () => {
    const account = await started();
    const there = new CloudFormationClient(await assumed(account));
    const TemplateBody = 'Resources: { Topic: { Type: AWS::SNS::Topic } }';
    const { StackId } = await there.send(new CreateStackCommand({ StackName: 'quilt', TemplateBody }));
    expect(StackId).toContain(`:${elsewhere}:stack/quilt/`);
    const { StackSummaries } = await there.send(new ListStacksCommand({}));
    expect(StackSummaries).toHaveLength(1);
    const here = await new CloudFormationClient(clientFor(account)).send(new ListStacksCommand({}));
    expect(here.StackSummaries?.map((stack) => stack.StackId)).not.toContain(StackId);
  });

  it('gives outputs of its stacks to whoever may assume a role there', async () => {
    const account = await started();
    const there = new CloudFormationClient(await assumed(account));
    const given = `Resources: { Topic: { Type: AWS::SNS::Topic } }
Outputs: { Name: { Value: from-there } }`;
    await there.send(new CreateStackCommand({ StackName: 'giver', TemplateBody: given }));
    await account.clock.sleep(600_000);
    const here = new CloudFormationClient(clientFor(account));
    const taking = (RoleArn: string): string =>
      JSON.stringify({
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
        Outputs: {
          Taken: { Value: { 'Fn::GetStackOutput': { StackName: 'giver', OutputName: 'Name', RoleArn } } },
        },
      });
    await here.send(new CreateStackCommand({ StackName: 'taker', TemplateBody: taking(writer) }));
    await account.clock.sleep(600_000);
    const { Stacks } = await here.send(new DescribeStacksCommand({ StackName: 'taker' }));
    expect(Stacks?.[0]?.Outputs).toMatchObject([{ OutputKey: 'Taken', OutputValue: 'from-there' }]);
    const stranger = writer.replace('dns-writer', 'nobody');
    await here.send(new CreateStackCommand({ StackName: 'stranger', TemplateBody: taking(stranger) }));
    await account.clock.sleep(600_000);
    const events = await here.send(new DescribeStackEventsCommand({ StackName: 'stranger' }));
    expect(events.StackEvents?.map(({ ResourceStatusReason }) => ResourceStatusReason).join()).toContain(
      `not authorized to perform: sts:AssumeRole on resource: ${stranger}`,
    );
    expect(events.StackEvents?.[0]?.ResourceStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('holds its own zones of the one world', async () => {
    const account = await started();
    const there = new Route53Client(await assumed(account));
    const here = new Route53Client(clientFor(account));
    await there.send(new CreateHostedZoneCommand({ Name: 'there.example.net', CallerReference: 'once' }));
    const names = async (client: Route53Client) =>
      ((await client.send(new ListHostedZonesCommand({}))).HostedZones ?? []).map(({ Name }) => Name);
    expect(await names(there)).toEqual(['example.com.', 'there.example.net.']);
    expect(await names(here)).toEqual([]);
  });

  it('lets nobody in whom its role does not name', async () => {
    const account = await started();
    const role = await new STSClient(await assumed(account)).send(new GetCallerIdentityCommand({}));
    expect(role.Account).toBe(elsewhere);
    const client = new STSClient(clientFor(account));
    for (const RoleArn of [
      `arn:aws:iam::${elsewhere}:role/other`,
      'arn:aws:iam::111111111111:role/dns-writer',
      'arn:aws:iam::123456789012:role/dns-writer',
    ])
      await expect(
        client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' })),
      ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is written to with the profile that the user has for it, and with no other', async () => {
    const account = await started();
    const apply = (profile: string) => ['dns', '--apply', '--yes', '--dns-profile', profile] as const;
    expect(await dns(attended(account, apply('dns-admin')).session)).toMatchObject({ exitCode: 0 });
    expect(account.state.zones.get('Z00000000000000000004')?.records).toHaveLength(5);
    await expect(dns(attended(account, apply('dns')).session)).rejects.toMatchObject({
      code: 'aws-profile-unknown',
      exitCode: 10,
      hint: 'Name one of its own: dns-admin.',
    });
  });

  it('is reached by the profile of another program, by a key that this run alone knows', async () => {
    const served = () => accountOfTest({ onTestFinished }, { scenario: 'dns-other-account', serve: true });
    const [account, other] = [await served(), await served()] as const;
    const [profile] = account.profiles;
    expect(profile).toMatchObject({ name: 'dns-admin', account: elsewhere });
    expect(profile?.accessKeyId).not.toBe(other.profiles[0]?.accessKeyId);
    const settings = clientFor(account);
    const credentials = { accessKeyId: profile?.accessKeyId ?? '', secretAccessKey: 'rehearsal' };
    const caller = await new STSClient({ ...settings, credentials }).send(new GetCallerIdentityCommand({}));
    expect(caller.Account).toBe(elsewhere);
  });
});
