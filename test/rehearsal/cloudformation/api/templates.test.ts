import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../../src/rehearsal/account/account.ts';
import { parseTemplate } from '../../../../src/template/index.ts';
import { largeTemplate } from '../../../fixtures/large-template.ts';
import { startEngine } from '../account.ts';
import { addCertificate } from '../../../helpers/account-holdings.ts';
import { addBucketOf } from '../../bucket-of-templates.ts';

const counts = (account: ReturnType<typeof emptyAccount>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(account)
      .filter(([, value]) => value instanceof Map)
      .map(([name, value]) => [name, (value as ReadonlyMap<string, unknown>).size]),
  );

describe('the network template', () => {
  it('makes a network that the account then shows, and takes all of it away again', async () => {
    const engine = startEngine();
    const before = counts(engine.account);
    const TemplateBody = readFileSync('templates/network.yaml', 'utf8');
    await engine.call('CreateStack', { StackName: 'quilt-network', TemplateBody });
    await engine.runToEnd();
    const stack = await engine.stack('quilt-network');
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const outputs = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    const { account } = engine;
    expect(account.vpcs.has(outputs.get('VPC') ?? '')).toBe(true);
    const subnets = ['InternetSubnets', 'PrivateSubnets', 'IsolatedSubnets'].flatMap((name) =>
      (outputs.get(name) ?? '').split(','),
    );
    expect(subnets.map((id) => account.subnets.get(id)?.vpcId)).toEqual(
      subnets.map(() => outputs.get('VPC')),
    );
    const [first] = (outputs.get('PrivateSubnets') ?? '').split(',');
    const table = [...account.routeTables.values()].find(({ subnetIds }) => subnetIds.includes(first ?? ''));
    expect(table?.routes.map(({ target }) => target.slice(0, 4))).toContain('nat-');
    expect(account.vpcEndpoints.get(outputs.get('ExecuteApiEndpoint') ?? '')).toMatchObject({
      service: 'execute-api',
      privateDns: true,
    });
    await engine.call('DeleteStack', { StackName: 'quilt-network' });
    await engine.runToEnd();
    expect(counts(account)).toEqual(before);
  });
});

describe('the service role template', () => {
  it('makes a role that a stack may then be made with', async () => {
    const engine = startEngine();
    const TemplateBody = readFileSync('templates/service-role.yaml', 'utf8');
    await engine.call('CreateStack', {
      StackName: 'role',
      TemplateBody,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    await engine.runToEnd();
    expect((await engine.stack('role')).StackStatus).toBe('CREATE_COMPLETE');
    const [role] = [...engine.account.roles.values()];
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: 'Resources: { T: { Type: AWS::SNS::Topic } }',
      RoleARN: role?.arn,
    });
    await engine.runToEnd();
    expect(await engine.stack('demo')).toMatchObject({ StackStatus: 'CREATE_COMPLETE', RoleARN: role?.arn });
  });
});

describe('a template of the size of the real one', () => {
  const text = largeTemplate();
  const template = parseTemplate(text);
  /** Values that satisfy each parameter's own rules. */
  const values: Readonly<Record<string, string>> = {
    AdminEmail: 'ops@example.com',
    AdminPassword: 'password-1',
    CertificateArnELB: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
    QuiltWebHost: 'quilt.data.example.com',
    DBPassword: 'Abcdefgh1',
    VPC: 'vpc-1',
    Subnets: 'subnet-a,subnet-b',
    IntraSubnets: 'subnet-a,subnet-b',
    UserSubnets: 'subnet-a,subnet-b',
    UserSecurityGroup: 'sg-1',
    ApiGatewayVPCEndpoint: 'vpce-1',
  };

  it('is created from a bucket, its hosts computed, its changes paged', async () => {
    const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
    furnish(account, text);
    const engine = startEngine({ account });
    const names = { StackName: 'quilt', ChangeSetName: 'first' };
    await engine.call('CreateChangeSet', {
      ...names,
      ChangeSetType: 'CREATE',
      TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/large.yaml',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [...template.parameters.values()]
        .filter((one) => values[one.key] !== undefined || one.default === undefined)
        .map(({ key }) => ({ ParameterKey: key, ParameterValue: values[key] ?? '' })),
    });
    await engine.runToEnd();
    const first = await engine.call<{
      Status: string;
      StatusReason?: string;
      Changes: object[];
      NextToken?: string;
    }>('DescribeChangeSet', names);
    expect([first.Status, first.StatusReason]).toEqual(['CREATE_COMPLETE', undefined]);
    expect(first.Changes.length).toBe(100);
    expect(first.NextToken).toBeDefined();
    await engine.call('ExecuteChangeSet', names);
    await engine.runToEnd();
    const stack = await engine.stack('quilt');
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const outputs = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    expect(outputs.get('RegistryHost')).toBe('quilt-registry.data.example.com');
    expect((await engine.events('quilt')).length).toBeGreaterThan(540);
  });
});

/** What the large template wants to find. */
const furnish = (account: ReturnType<typeof emptyAccount>, text: string): void => {
  const region = 'us-east-1';
  account.vpcs.set('vpc-1', {
    region,
    id: 'vpc-1',
    cidr: '10.0.0.0/16',
    isDefault: false,
    dnsSupport: true,
    dnsHostnames: true,
    dhcpOptionsId: 'default',
  });
  for (const letter of ['a', 'b'])
    account.subnets.set(`subnet-${letter}`, {
      region,
      id: `subnet-${letter}`,
      vpcId: 'vpc-1',
      zone: `us-east-1${letter}`,
      zoneId: `use1-az${letter}`,
      cidr: '10.0.0.0/24',
      freeAddresses: 200,
      mapPublicIp: false,
    });
  const group = {
    region,
    id: 'sg-1',
    name: 'users',
    description: '',
    vpcId: 'vpc-1',
    ingress: [],
    egress: [],
  };
  account.securityGroups.set('sg-1', group);
  const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';
  addCertificate(account, { arn: certificate, names: ['*.data.example.com'] });
  const role =
    'arn:aws:iam::123456789012:role/aws-service-role/es.amazonaws.com/AWSServiceRoleForAmazonElasticsearchService';
  account.roles.set('es', {
    name: 'es',
    path: '/',
    arn: role,
    id: 'AROA',
    trust: '{}',
    createdAt: 0,
    inline: new Map(),
    attached: new Set(),
  });
  addBucketOf(account, { 'large.yaml': text });
};
