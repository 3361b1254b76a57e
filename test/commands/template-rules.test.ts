import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn } from '../e2e/in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const template = `
Parameters:
  Vpc: { Type: AWS::EC2::VPC::Id }
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
Rules:
  SubnetsOfTheVpc:
    Assertions:
      - Assert: !EachMemberEquals [!ValueOf [Subnets, VpcId], !Ref Vpc]
        AssertDescription: All subnets must be in the VPC
      - Assert: !Equals [!ValueOf [Vpc, DefaultNetworkAcl], acl-00000000000000001]
        AssertDescription: The VPC must be the one with the known network ACL
      - Assert: !Equals [!ValueOf [Vpc, DefaultSecurityGroup], sg-d0000000000000001]
        AssertDescription: The VPC must be the one with the known default group
Resources:
  Topic: { Type: AWS::SNS::Topic }
`;

let folder: string;
let account: RehearsalAccount;
beforeAll(async () => {
  folder = temporaryFolder();
  writeFileSync(path.join(folder, 't.yaml'), template);
  account = await rehearsalAccount();
});
afterAll(() => account.close());

const operations = (): readonly string[] => account.calls().map(({ operation }) => operation);
const commandLine = (command: string, subnets: string): readonly string[] => [
  command,
  '--template-file',
  path.join(folder, 't.yaml'),
  '--answers',
  path.join(folder, 'none.yaml'),
  '--param',
  'Vpc=vpc-00000000000000001',
  '--param',
  `Subnets=${subnets}`,
];

it.each(['preflight', 'install'])(
  '%s tells which values break a rule of the template and plans nothing',
  async (command) => {
    writeFileSync(path.join(folder, 'none.yaml'), 'version: 1\n');
    const [subnet] = [...account.state.subnets.values()];
    if (subnet === undefined) throw new Error('the scenario has no subnet');
    account.state.subnets.set('subnet-elsewhere', { ...subnet, id: 'subnet-elsewhere', vpcId: 'vpc-2' });
    const ran = await runOn(account, [
      ...commandLine(command, 'subnet-0000000000000000a,subnet-elsewhere'),
      ...(command === 'install' ? ['--yes'] : []),
    ]);
    expect(ran.code, JSON.stringify(ran.events)).toBe(2);
    expect(ran.events.filter(({ type }) => type === 'error')).toMatchObject([
      {
        code: 'parameter-invalid',
        parameter: 'Vpc',
        message:
          'Vpc, Subnets: the template\'s rule SubnetsOfTheVpc is not fulfilled: "All subnets must be in the VPC".',
      },
    ]);
    expect(operations()).not.toContain('CreateChangeSet');
  },
);

it('asks for the default network ACL only because a rule does, and goes on where the rules hold', async () => {
  writeFileSync(path.join(folder, 'none.yaml'), 'version: 1\n');
  const askedFor = () => operations().filter((one) => one === 'DescribeNetworkAcls').length;
  const before = askedFor();
  const asked = commandLine('preflight', 'subnet-0000000000000000a');
  const ran = await runOn(account, [...asked, '--only', 'template.readable']);
  expect(ran.code, JSON.stringify(ran.events)).toBe(0);
  expect(askedFor() - before).toBe(1);
});
