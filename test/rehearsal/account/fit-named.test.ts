import { expect, it } from 'vitest';
import { emptyAccount } from '../../../src/rehearsal/account/account.ts';
import { fitToAnswers } from '../../../src/rehearsal/account/scenario/fit.ts';
import { ssm } from '../../../src/rehearsal/services/ssm.ts';
import { caller } from '../support.ts';

const fitted = (
  parameters: Readonly<Record<string, string>>,
  types: Readonly<Record<string, string>> = {},
) => {
  const account = emptyAccount({ id: '123456789012', region: 'us-east-1' });
  fitToAnswers(account, { parameters, types }, Date.UTC(2026, 0, 1));
  return account;
};

it('images, instances and volumes that answers name are there', () => {
  const account = fitted({
    Image: 'ami-0123456789abcdef0',
    Machines: 'i-0123456789abcdef0,i-0123456789abcdef1',
    Disk: 'vol-01234567',
  });
  expect([...account.images.keys()]).toEqual(['ami-0123456789abcdef0']);
  expect([...account.instances.keys()]).toEqual(['i-0123456789abcdef0', 'i-0123456789abcdef1']);
  expect([...account.volumes.keys()]).toEqual(['vol-01234567']);
});

it('roles and topics are there when they are of this account, and secrets without a value', () => {
  const account = fitted({
    Own: 'arn:aws:iam::123456789012:role/team/deploy',
    Foreign: 'arn:aws:iam::999999999999:role/other',
    Topic: 'arn:aws:sns:us-east-1:123456789012:alerts',
    ForeignTopic: 'arn:aws:sns:us-east-1:999999999999:alerts',
    Secret: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:team/db-a1B2c3',
  });
  expect([...account.roles.values()].map(({ arn }) => arn)).toEqual([
    'arn:aws:iam::123456789012:role/team/deploy',
  ]);
  expect([...account.topics.keys()]).toEqual(['arn:aws:sns:us-east-1:123456789012:alerts']);
  expect(account.secrets.get('team/db')).toMatchObject({ value: '{}', region: 'us-east-1' });
});

it('a name without a shape is held as what its parameter is', () => {
  const parameters = { Key: 'team', Groups: 'web, db', Zone: 'Z0123456789ABC' };
  const account = fitted(parameters, {
    Key: 'AWS::EC2::KeyPair::KeyName',
    Groups: 'List<AWS::EC2::SecurityGroup::GroupName>',
    Zone: 'AWS::Route53::HostedZone::Id',
  });
  expect(account.keyPairs.has('team')).toBe(true);
  expect([...account.securityGroups.values()].map(({ name }) => name)).toEqual(['web', 'db']);
  expect(account.zones.has('Z0123456789ABC')).toBe(true);
  expect(fitted(parameters).keyPairs.size).toBe(0);
});

it("an SSM parameter that answers name is read from the account's store", async () => {
  const account = fitted({ Size: '/team/size' }, { Size: 'AWS::SSM::Parameter::Value<String>' });
  const { Parameter } = await caller(account)(ssm, 'GetParameter', { Name: '/team/size' });
  expect(Parameter).toMatchObject({ Name: '/team/size', Value: '/team/size' });
});

it('what a dynamic reference names is there, and stands for a value that nobody knows', () => {
  const account = fitted({
    Template:
      '{{resolve:ssm:/team/cidr:3}} {{resolve:ssm-secure:/team/key}} {{resolve:secretsmanager:team/db:SecretString:password}} {{resolve:ssm:/${Own}}}',
  });
  expect([...account.parameters.values()].map(({ name, type, value }) => [name, type, value])).toEqual([
    ['/team/cidr', 'String', '{{resolve:ssm:/team/cidr:3}}'],
    ['/team/key', 'SecureString', '{{resolve:ssm-secure:/team/key}}'],
  ]);
  expect([...account.secrets.values()].map(({ name, opaque }) => [name, opaque])).toEqual([
    ['team/db', true],
  ]);
});
