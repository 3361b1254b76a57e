import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rehearse } from '../../e2e/in-process.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const referring = `
Resources:
  Net: { Type: AWS::EC2::VPC, Properties: { CidrBlock: '{{resolve:ssm:/team/cidr:3}}' } }
  DB:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      MasterUsername: root
      MasterUserPassword: '{{resolve:secretsmanager:team/db:SecretString:password}}'
`;

const template = (subnets: string): string => `
Parameters:
  Network: { Type: AWS::EC2::VPC::Id, Default: vpc-0abc12340abc12340 }
Resources:
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: web, VpcId: !Ref Network } }
  Web:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Subnets: [${subnets}], SecurityGroups: [!Ref Group] }
`;

const install = async (subnets: string) => installing(template(subnets));
const installing = async (text: string) => {
  const file = path.join(temporaryFolder(), 'own.yaml');
  writeFileSync(file, text);
  return rehearse(['--output', 'json'], ['install', '--template-file', file, '--stack-name', 'own']);
};

it('networks that a template names by their ids are in the account that it is rehearsed in', async () =>
  expect((await install('subnet-096fd06d, subnet-0a1b2c3d4e5f60718')).code).toBe(0));

it('parameters and secrets that it refers to are, and nothing judges what is not known of them', async () =>
  expect((await installing(referring)).code).toBe(0));

it('what has not the shape of an id is not there', async () => {
  const { code, events } = await install('subnet-096fd06d, subnet-mine');
  expect(code).toBe(5);
  expect(events.find(({ type }) => type === 'settled')).toMatchObject({
    rootCause: { reason: expect.stringContaining("'subnet-mine' does not exist") as string },
  });
});
