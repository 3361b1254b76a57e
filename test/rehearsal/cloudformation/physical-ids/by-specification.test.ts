import { describe, expect, it } from 'vitest';
import { startEngine } from '../account.ts';

interface Resource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
}

const made = async (type: string, properties: string, value = '!Ref It') => {
  const engine = startEngine();
  const TemplateBody = `Resources: { It: { Type: '${type}', Properties: ${properties} } }\nOutputs: { Out: { Value: ${value} } }\n`;
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody, DisableValidation: true });
  await engine.runToEnd();
  const { StackResources } = await engine.call<{ StackResources: readonly Resource[] }>(
    'DescribeStackResources',
    { StackName: 'demo' },
  );
  const { StackStatus, Outputs } = await engine.stack('demo');
  return { StackStatus, id: StackResources[0]?.PhysicalResourceId, out: Outputs?.[0]?.OutputValue };
};

describe('the id of a type without rules of its own', () => {
  it.each([
    ['AWS::EC2::TransitGateway', '{}', /^tgw-0[0-9a-f]{16}$/],
    ['AWS::Cognito::UserPool', '{}', /^us-east-1_\w{9}$/],
    ['AWS::CloudFront::Distribution', '{ DistributionConfig: {} }', /^E[0-9A-Z]{13}$/],
    ['AWS::DynamoDB::Table', '{ TableName: orders, KeySchema: [] }', /^orders$/],
    ['AWS::DynamoDB::Table', '{ KeySchema: [] }', /^demo-It-\w{12}$/],
    [
      'AWS::Batch::JobQueue',
      '{ JobQueueName: q, Priority: 1 }',
      /^arn:aws:batch:us-east-1:123456789012:job-queue\/q$/,
    ],
    ['AWS::EFS::FileSystem', '{}', /^fs-0[0-9a-f]{16}$/],
  ])('has the shape that %s has (%s)', async (type, properties, shape) => {
    const { StackStatus, id } = await made(type, properties);
    expect(StackStatus).toBe('CREATE_COMPLETE');
    expect(id).toMatch(shape);
  });
});

describe('attributes', () => {
  it.each([
    [
      'AWS::DynamoDB::Table',
      '{ TableName: orders, KeySchema: [] }',
      '!GetAtt It.Arn',
      /^arn:aws:dynamodb:us-east-1:123456789012:table\/orders$/,
    ],
    ['AWS::Cognito::UserPool', '{}', '!GetAtt It.ProviderURL', /^https:\/\//],
    [
      'AWS::EC2::VPC',
      '{ CidrBlock: 10.0.0.0/16 }',
      '!Select [0, !GetAtt It.Ipv6CidrBlocks]',
      /^2600:.*::\/56$/,
    ],
    [
      'AWS::EC2::VPC',
      '{ CidrBlock: 10.0.0.0/16 }',
      '!Select [0, !GetAtt It.CidrBlockAssociations]',
      /^vpc-cidr-assoc-/,
    ],
    [
      'AWS::DirectoryService::SimpleAD',
      '{ Name: corp.example.com, Size: Small, VpcSettings: {} }',
      "!Join ['+', !GetAtt It.DnsIpAddresses]",
      /^\d+\.\d+\.\d+\.\d+$/,
    ],
    [
      'AWS::EC2::NetworkInterface',
      '{ SubnetId: subnet-1 }',
      '!Select [0, !GetAtt It.SecondaryPrivateIpAddresses]',
      /^10\./,
    ],
  ])('of %s (%s) are what the type offers: %s', async (type, properties, value, shape) => {
    expect((await made(type, properties, value)).out).toMatch(shape);
  });

  it('that a known type does not have refuse the call', async () => {
    const TemplateBody =
      'Resources: { It: { Type: AWS::Batch::JobQueue } }\nOutputs: { Out: { Value: !GetAtt It.Colour } }\n';
    const { message } = await startEngine().refusal('CreateStack', { StackName: 'demo', TemplateBody });
    expect(message).toBe('Template error: resource It does not support attribute type Colour in Fn::GetAtt');
  });
});
