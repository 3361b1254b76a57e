import { describe, expect, it } from 'vitest';
import { startEngine } from './account.ts';

const made = async (resources: string, more: object = {}) => {
  const engine = startEngine();
  await engine.call('CreateStack', {
    StackName: 'demo',
    TemplateBody: `Resources:\n  ${resources}\n`,
    DisableValidation: true,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ...more,
  });
  await engine.runToEnd();
  const failed = (await engine.events('demo')).find(
    ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
  );
  return { status: (await engine.stack('demo')).StackStatus, failed };
};
const one = (type: string, properties: string): string => `It: { Type: ${type}, Properties: ${properties} }`;
const group = (rule: string): string =>
  one('AWS::EC2::SecurityGroup', `{ GroupDescription: x, SecurityGroupIngress: [${rule}] }`);

const task = (size: string): string =>
  one('AWS::ECS::TaskDefinition', `{ RequiresCompatibilities: [FARGATE], ${size} }`);
const role = (statement: string, version = '2012-10-17', more = ''): string =>
  one(
    'AWS::IAM::Role',
    `{ AssumeRolePolicyDocument: { Version: '${version}', Statement: [${statement}] } ${more} }`,
  );
const trust = '{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: ec2.amazonaws.com } }';
const inline = (statement: string): string =>
  role(trust, '2012-10-17', `, Policies: [{ PolicyName: p, PolicyDocument: { Statement: ${statement} } }]`);

describe('a value that AWS refuses at the call', () => {
  it.each([
    [
      'a property that the type does not have',
      one('AWS::SNS::Topic', '{ Displayname: x }'),
      '#: extraneous key [Displayname] is not permitted',
    ],
    [
      'a value that is none of the enumerated',
      one('AWS::ECS::Service', '{ LaunchType: FARGAT }'),
      '#/LaunchType: FARGAT is not a valid enum value',
    ],
    [
      'a VPC that is no range',
      one('AWS::EC2::VPC', '{ CidrBlock: 10.0.0.0/33 }'),
      'Value (10.0.0.0/33) for parameter cidrBlock is invalid',
    ],
    [
      'a VPC that is too wide',
      one('AWS::EC2::VPC', '{ CidrBlock: 10.0.0.0/8 }'),
      "The CIDR '10.0.0.0/8' is invalid.",
    ],
    [
      'a security group with the name of the one that every VPC has',
      one('AWS::EC2::SecurityGroup', '{ GroupDescription: x, GroupName: default }'),
      'Cannot use reserved security group name: default',
    ],
    [
      'a security group named like an id',
      one('AWS::EC2::SecurityGroup', '{ GroupDescription: x, GroupName: sg-users }'),
      'Group names may not be in the format sg-*.',
    ],
    [
      'a route to nowhere',
      one('AWS::EC2::Route', '{ RouteTableId: rtb-1, DestinationCidrBlock: everywhere }'),
      'for parameter destinationCidrBlock is invalid',
    ],
    [
      'a malformed source',
      group('{ IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 0.0.0.0/99 }'),
      'CIDR block 0.0.0.0/99 is malformed',
    ],
    [
      'a port that there is not',
      group('{ IpProtocol: tcp, FromPort: 443, ToPort: 70000, CidrIp: 0.0.0.0/0 }'),
      'TCP/UDP port (70000) out of range',
    ],
    [
      'ports the wrong way round',
      group('{ IpProtocol: tcp, FromPort: 443, ToPort: 80, CidrIp: 0.0.0.0/0 }'),
      'Invalid TCP/UDP port range (443:80)',
    ],
    [
      'a listener on no port',
      one('AWS::ElasticLoadBalancingV2::TargetGroup', '{ Port: 0 }'),
      "Value '0' at 'port' failed to satisfy constraint",
    ],
    [
      'an instance type of no form',
      one('AWS::EC2::Instance', '{ InstanceType: t3.hughe }'),
      "Invalid value 't3.hughe' for InstanceType.",
    ],
    [
      'a database class of no form',
      one('AWS::RDS::DBInstance', '{ DBInstanceClass: t3.small }'),
      'Invalid DB Instance class: t3.small',
    ],
    [
      'a search type of no form',
      one('AWS::OpenSearchService::Domain', '{ ClusterConfig: { InstanceType: m5.large } }'),
      "Value 'm5.large' at 'clusterConfig.instanceType'",
    ],
    [
      'a bucket name',
      one('AWS::S3::Bucket', '{ BucketName: under_score }'),
      'The specified bucket is not valid.',
    ],
    [
      'a role name',
      one('AWS::IAM::Role', '{ RoleName: a b, AssumeRolePolicyDocument: {} }'),
      'The specified value for roleName is invalid',
    ],
    [
      'a role name that is too long',
      one('AWS::IAM::Role', `{ RoleName: ${'r'.repeat(65)}, AssumeRolePolicyDocument: {} }`),
      'Member must have length less than or equal to 64',
    ],
    ['a policy of another year', role(trust, '2012-10-18'), 'Syntax errors in policy.'],
    [
      'an effect that is none',
      inline('{ Effect: allow, Action: "s3:*", Resource: "*" }'),
      'Syntax errors in policy.',
    ],
    [
      'an action of no service',
      inline('[{ Effect: Allow, Action: GetObject, Resource: "*" }]'),
      'must be prefaced by a vendor',
    ],
    [
      'a resource that is no ARN',
      inline('{ Effect: Allow, Action: "s3:GetObject", Resource: my-bucket }'),
      'Resource my-bucket must be in ARN format',
    ],
    [
      'trust in a service that is not there',
      role(trust.replace('amazonaws.com', 'amazonaws.con')),
      'Invalid principal in policy: "SERVICE":"ec2.amazonaws.con"',
    ],
    [
      'trust that allows more than the role',
      role(trust.replace('sts:AssumeRole', '"s3:GetObject"')),
      'may only specify STS AssumeRole actions',
    ],
    [
      'a size that Fargate does not have',
      task("Cpu: '256', Memory: '4096'"),
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory.',
    ],
    ['a size between two of Fargate', task("Cpu: '256', Memory: '1536'"), '256 CPU, 1536 memory.'],
    ['Fargate without a size', task("Memory: '512'"), "Fargate requires that 'cpu' be defined"],
    [
      'a function with too little memory',
      one('AWS::Lambda::Function', '{ MemorySize: 64 }'),
      "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    ],
    [
      'a function that works too long',
      one('AWS::Lambda::Function', '{ Timeout: 1000 }'),
      "Value '1000' at 'timeout'",
    ],
    [
      'a function name',
      one('AWS::Lambda::Function', '{ FunctionName: a b }'),
      "Value 'a b' at 'functionName'",
    ],
    [
      'messages that stay hidden too long',
      one('AWS::SQS::Queue', '{ VisibilityTimeout: 50000 }'),
      'Invalid value for the parameter VisibilityTimeout.',
    ],
    [
      'one minute in the plural',
      one('AWS::Events::Rule', "{ ScheduleExpression: 'rate(1 minutes)' }"),
      'Parameter ScheduleExpression is not valid.',
    ],
    [
      'a cron of five fields',
      one('AWS::Events::Rule', "{ ScheduleExpression: 'cron(0 8 * * ?)' }"),
      'Parameter ScheduleExpression is not valid.',
    ],
    [
      'a schedule',
      one('AWS::Scheduler::Schedule', "{ ScheduleExpression: 'rate(2 day)' }"),
      'Invalid Schedule Expression rate(2 day).',
    ],
    [
      'a database engine',
      one('AWS::RDS::DBInstance', '{ Engine: postgress }'),
      'Invalid DB engine: postgress',
    ],
    [
      'an alias without its prefix',
      one('AWS::KMS::Alias', '{ AliasName: my-key, TargetKeyId: x }'),
      'Alias must start with the prefix',
    ],
    [
      'a balancer name',
      one('AWS::ElasticLoadBalancingV2::LoadBalancer', '{ Name: a_b, Subnets: [] }'),
      'can only contain characters that are alphanumeric',
    ],
  ])('fails the resource, which never gets an id: %s', async (_what, resources, words) => {
    const { status, failed } = await made(resources);
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failed?.ResourceStatusReason).toContain(words);
    expect(failed?.PhysicalResourceId).toBe('');
  });

  it('is a subnet outside of its VPC, or over another', async () => {
    const vpc = 'Net: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }';
    const subnet = (id: string, cidr: string, after = ''): string =>
      `${id}: { Type: AWS::EC2::Subnet, ${after} Properties: { VpcId: !Ref Net, CidrBlock: ${cidr} } }`;
    const outside = await made(`${vpc}\n  ${subnet('It', '10.2.0.0/24')}`);
    expect(outside.failed?.ResourceStatusReason).toContain("The CIDR '10.2.0.0/24' is invalid.");
    const over = await made(
      `${vpc}\n  ${subnet('A', '10.1.0.0/24')}\n  ${subnet('B', '10.1.0.128/25', 'DependsOn: A,')}`,
    );
    expect(over.failed?.ResourceStatusReason).toContain("'10.1.0.128/25' conflicts with another subnet");
    const beside = await made(`${vpc}\n  ${subnet('A', '10.1.0.0/25')}\n  ${subnet('B', '10.1.0.128/25')}`);
    expect(beside.status).toBe('CREATE_COMPLETE');
  });

  it.each([
    one('AWS::EC2::Instance', '{ InstanceType: u7in-16tb.224xlarge }'),
    one('AWS::EC2::Instance', '{ InstanceType: m7i.metal-24xl }'),
    one('AWS::RDS::DBInstance', '{ DBInstanceClass: db.serverless }'),
    one('AWS::SQS::Queue', '{ QueueName: orders.fifo, FifoQueue: true }'),
    group("{ IpProtocol: '-1', CidrIpv6: '::/0' }"),
    one('Custom::Anything', '{ Whatever: 1 }'),
    one('AWS::CloudWatch::View', '{ Whatever: 1 }'),
    one('AWS::Events::Rule', "{ ScheduleExpression: 'rate(1 hour)' }"),
    one('AWS::Events::Rule', "{ ScheduleExpression: 'cron(0/5 8-17 ? * MON-FRI *)' }"),
    one('AWS::Scheduler::Schedule', "{ ScheduleExpression: 'at(2030-01-01T00:00:00)' }"),
    one('AWS::Scheduler::Schedule', "{ ScheduleExpression: 'rate(1 hours)' }"),
    task("Cpu: '.25 vCPU', Memory: '0.5 GB'"),
    task("Cpu: '32768', Memory: '200000'"),
    one('AWS::RDS::DBInstance', '{ Engine: custom-sqlserver-ee }'),
    one('AWS::RDS::DBInstance', '{ Engine: MySQL }'),
    role("{ Effect: Allow, Action: 'sts:AssumeRole', Principal: { Service: logs.us-east-1.amazonaws.com } }"),
  ])('is not what only looks odd: %s', async (resources) => {
    expect((await made(resources)).status).toBe('CREATE_COMPLETE');
  });

  it.each([
    [
      'AWS::DynamoDB::Table',
      '{ TableName: orders, KeySchema: [] }',
      /^orders already exists in stack arn:aws:/,
    ],
    ['AWS::Lambda::Function', '{ FunctionName: worker }', /^worker already exists in stack arn:aws:/],
    ['AWS::S3::Bucket', '{ BucketName: twice-there }', /^twice-there already exists$/],
    [
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      '{ Name: web }',
      /A target group with the same name 'web' exists, but with different settings/,
    ],
    [
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      '{ ListenerArn: x, Priority: 1 }',
      /Priority '1' is currently in use/,
    ],
  ])('is a name that another one has: %s', async (type, properties, words) => {
    const { failed } = await made(
      `A: { Type: ${type}, Properties: ${properties} }\n  B: { Type: ${type}, DependsOn: A, Properties: ${properties} }`,
    );
    expect(failed?.LogicalResourceId).toBe('B');
    expect(failed?.ResourceStatusReason).toMatch(words);
  });

  it('is a queue that gives a message back before its function is done with it', async () => {
    const stack = (hidden: number): string =>
      [
        `Queue: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: ${hidden} } }`,
        'Worker: { Type: AWS::Lambda::Function, Properties: { Timeout: 60 } }',
        'It: { Type: AWS::Lambda::EventSourceMapping, Properties: { EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Worker } }',
      ].join('\n  ');
    expect((await made(stack(59))).failed?.ResourceStatusReason).toContain(
      'Queue visibility timeout: 59 seconds is less than Function timeout: 60 seconds',
    );
    expect((await made(stack(60))).status).toBe('CREATE_COMPLETE');
  });

  it('fails an update in place as well', async () => {
    const engine = startEngine();
    const TemplateBody = (days: number): string =>
      `Resources: { G: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: ${days} } } }\n`;
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: TemplateBody(7) });
    await engine.runToEnd();
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: TemplateBody(8) });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('is found before anything is touched where a change set is made', async () => {
    const engine = startEngine();
    const name = { StackName: 'demo', ChangeSetName: 'first' };
    const TemplateBody = `Resources:\n  ${one('AWS::SNS::Topic', '{ Displayname: x }')}\n`;
    await engine.call('CreateChangeSet', { ...name, ChangeSetType: 'CREATE', TemplateBody });
    await engine.runToEnd();
    const { OperationEvents } = await engine.call<{
      OperationEvents: readonly { ValidationStatusReason?: string }[];
    }>('DescribeEvents', name);
    expect(OperationEvents.map(({ ValidationStatusReason: reason }) => reason)).toContain(
      'Property validation failure: [Encountered unsupported properties in {/}: [Displayname]]',
    );
  });
});
