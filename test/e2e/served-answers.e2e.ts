import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeKeyPairsCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { serve } from './bundle.ts';

const template = `
Parameters:
  Subnet: {Type: 'AWS::EC2::Subnet::Id'}
  Key: {Type: 'AWS::EC2::KeyPair::KeyName'}
Resources:
  Kept: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !Ref Key}}
  Doomed: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !Ref Subnet}}
`;
const parameters = { Subnet: 'subnet-0abcdef0abcdef0ab', Key: 'ops' };
const answers = `
version: 1
account: "210987654321"
region: eu-west-1
parameters: ${JSON.stringify(parameters)}
`;

it("serves an account that holds what answers to anybody's template name, and fails its resources", async () => {
  const folder = temporaryFolder();
  const file = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const own = ['--', '--template-file', file('own.yaml', template)];
  const { env, stop } = await serve([
    '--answers',
    file('answers.yaml', answers),
    '--fail',
    'Doomed=no room',
    ...own,
  ]);
  onTestFinished(() => stop());
  const client = {
    endpoint: env['AWS_ENDPOINT_URL'] ?? '',
    region: env['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  };
  expect(client.region).toBe('eu-west-1');
  expect(await new STSClient(client).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '210987654321',
  });
  const ec2 = new EC2Client(client);
  const subnets = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [parameters.Subnet] }));
  expect(subnets.Subnets).toHaveLength(1);
  const keys = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: [parameters.Key] }));
  expect(keys.KeyPairs).toHaveLength(1);
  const cloudFormation = new CloudFormationClient(client);
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: 'own',
      TemplateBody: template,
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  const { StackEvents = [] } = await cloudFormation.send(
    new DescribeStackEventsCommand({ StackName: 'own' }),
  );
  expect(StackEvents[0]).toMatchObject({ LogicalResourceId: 'own', ResourceStatus: 'ROLLBACK_COMPLETE' });
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  const doomed = failed.find(({ LogicalResourceId }) => LogicalResourceId === 'Doomed');
  expect(doomed?.ResourceStatusReason).toContain('no room');
});
