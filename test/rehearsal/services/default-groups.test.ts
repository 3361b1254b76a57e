import { DescribeNetworkAclsCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addVpc } from '../../../src/rehearsal/services/ec2/vpc.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { clientFor } from '../support.ts';
import { startEngine } from '../cloudformation/account.ts';
import type { RehearsalOptions } from '../../../src/rehearsal/index.ts';

const groupsOf = async (options: Partial<RehearsalOptions>) => {
  const client = new EC2Client(clientFor(await accountOfTest({ onTestFinished }, options)));
  const filter = { Name: 'group-name', Values: ['default'] };
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({ Filters: [filter] }));
  return SecurityGroups;
};

describe('over the wire, each VPC has the group that AWS makes with it', () => {
  it.each([
    ['of the scenario', { scenario: 'ready' }, 'vpc-00000000000000001'],
    ['that every account begins with', { scenario: 'empty' }, 'vpc-000000000000000d0'],
    [
      'that an answers file names',
      { answers: { parameters: { VPC: 'vpc-0abc1234' }, buckets: [] } },
      'vpc-0abc1234',
    ],
  ] as const)('%s', async (_name, options, vpcId) => {
    const [group, ...others] = (await groupsOf(options)).filter(({ VpcId }) => VpcId === vpcId);
    expect(others).toEqual([]);
    // Until somebody changes it, it lets in its own members.
    expect(group).toMatchObject({
      GroupName: 'default',
      Description: 'default VPC security group',
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group?.GroupId }] }],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
  });

  it('and it is none of the groups that the scenario names', async () => {
    const groups = await groupsOf({});
    expect(groups.map(({ GroupId }) => GroupId)).not.toContain('sg-00000000000000001');
  });
});

const network = `
Resources:
  Network: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.9.0.0/16 } }
Outputs:
  Group: { Value: !GetAtt Network.DefaultSecurityGroup }
  Acl: { Value: !GetAtt Network.DefaultNetworkAcl }
`;

describe('a VPC that a stack makes', () => {
  it('has the group and the network ACL that EC2 tells of', async () => {
    const account = await accountOfTest({ onTestFinished });
    account.cloudformation.seed({ stackName: 'net', template: network, parameters: {}, minutesAgo: 60 });
    const client = new EC2Client(clientFor(account));
    const [groups, acls] = await Promise.all([
      client.send(new DescribeSecurityGroupsCommand({})),
      client.send(new DescribeNetworkAclsCommand({})),
    ]);
    const made = [...account.state.vpcs.values()].find(({ cidr }) => cidr === '10.9.0.0/16');
    const group = [...account.state.securityGroups.values()].find(({ vpcId }) => vpcId === made?.id);
    expect(group).toBeDefined();
    expect(groups.SecurityGroups?.map(({ GroupId }) => GroupId)).toContain(group?.id);
    expect(acls.NetworkAcls?.map(({ NetworkAclId }) => NetworkAclId)).toContain(
      made?.id.replace('vpc-', 'acl-'),
    );
  });

  it('is deleted with its group', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'net', TemplateBody: network });
    await engine.runToEnd();
    const outputs = new Map(
      (await engine.stack('net')).Outputs?.map((one) => [one.OutputKey, one.OutputValue]),
    );
    const [group] = [...engine.account.securityGroups.values()];
    expect(outputs.get('Group')).toBe(group?.id);
    expect(outputs.get('Acl')).toBe([...engine.account.vpcs.keys()][0]?.replace('vpc-', 'acl-'));
    await engine.call('DeleteStack', { StackName: 'net' });
    await engine.runToEnd();
    expect([...engine.account.vpcs.keys(), ...engine.account.securityGroups.keys()]).toEqual([]);
  });

  it('has, taken into a stack, the group that it had', async () => {
    const engine = startEngine();
    const region = 'us-east-1';
    const kept = network.replace('Properties', 'DeletionPolicy: Retain, Properties');
    const range = { cidr: '10.9.0.0/16', dnsSupport: true, dnsHostnames: false, dhcpOptionsId: 'default' };
    addVpc(engine.account, { ...range, id: 'vpc-0abc', region, isDefault: false });
    await engine.call('CreateChangeSet', {
      StackName: 'net',
      ChangeSetName: 'take-over',
      ChangeSetType: 'IMPORT',
      TemplateBody: kept.split('Outputs')[0],
      ResourcesToImport: [
        {
          ResourceType: 'AWS::EC2::VPC',
          LogicalResourceId: 'Network',
          ResourceIdentifier: { VpcId: 'vpc-0abc' },
        },
      ],
    });
    await engine.runToEnd();
    await engine.call('ExecuteChangeSet', { StackName: 'net', ChangeSetName: 'take-over' });
    await engine.runToEnd();
    expect((await engine.stack('net')).StackStatus).toBe('IMPORT_COMPLETE');
    // An import may not add outputs.
    await engine.call('UpdateStack', { StackName: 'net', TemplateBody: kept });
    await engine.runToEnd();
    expect((await engine.stack('net')).Outputs).toContainEqual(
      expect.objectContaining({
        OutputKey: 'Group',
        OutputValue: [...engine.account.securityGroups.keys()][0],
      }),
    );
  });
});

it('the group that every VPC has is deleted with the VPC alone, as AWS says where a stack tries', async () => {
  const engine = startEngine();
  const range = { cidr: '10.9.0.0/16', dnsSupport: true, dnsHostnames: false, dhcpOptionsId: 'default' };
  addVpc(engine.account, { ...range, id: 'vpc-0abc', region: 'us-east-1', isDefault: false });
  const [id = ''] = [...engine.account.securityGroups.keys()];
  await engine.call('CreateChangeSet', {
    StackName: 'net',
    ChangeSetName: 'take-over',
    ChangeSetType: 'IMPORT',
    TemplateBody:
      'Resources: { Group: { Type: AWS::EC2::SecurityGroup, DeletionPolicy: Delete, Properties: { GroupDescription: x } } }',
    ResourcesToImport: [
      {
        ResourceType: 'AWS::EC2::SecurityGroup',
        LogicalResourceId: 'Group',
        ResourceIdentifier: { Id: id },
      },
    ],
  });
  await engine.runToEnd();
  await engine.call('ExecuteChangeSet', { StackName: 'net', ChangeSetName: 'take-over' });
  await engine.runToEnd();
  await engine.call('DeleteStack', { StackName: 'net' });
  await engine.runToEnd();
  expect((await engine.stack('net')).StackStatus).toBe('DELETE_FAILED');
  const failed = (await engine.events('net')).find((event) => event.ResourceStatus === 'DELETE_FAILED');
  expect(failed?.ResourceStatusReason).toContain(
    `the specified group: "${id}" name: "default" cannot be deleted by a user`,
  );
  expect([...engine.account.securityGroups.keys()]).toEqual([id]);
});
