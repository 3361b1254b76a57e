import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { parseTemplate } from '../../../src/template/index.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../../src/rehearsal/index.ts';
import { scenarioNames } from '../../../src/rehearsal/account/scenario/names.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { account, clientFor, templates } from '../support.ts';

const started = (options: Partial<RehearsalOptions> = {}): Promise<RehearsalAccount> =>
  accountOfTest({ onTestFinished }, options);

const names = await scenarioNames(templates);
const template = parseTemplate(readFileSync(`${templates}/quilt.yaml`, 'utf8'));

interface SampleAnswers {
  readonly account: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
}
const answersOf = (scenario: string): SampleAnswers =>
  parse(readFileSync(`${templates}/rehearsal/answers/${scenario}.yaml`, 'utf8')) as SampleAnswers;

describe.each(names)('%s', (scenario) => {
  it('starts, and its sample answers fit the template and the account', async () => {
    const { state, answersFile, account: id, region } = await started({ scenario });
    expect(answersFile).toContain(`${scenario}.yaml`);
    const answers = answersOf(scenario);
    expect([answers.account, answers.region]).toEqual([id, region]);
    for (const [key, value] of Object.entries(answers.parameters)) {
      expect([...template.parameters.keys()]).toContain(key);
      for (const vpc of value.match(/\bvpc-\w+/g) ?? []) expect([...state.vpcs.keys()]).toContain(vpc);
      for (const subnet of value.match(/\bsubnet-\w+/g) ?? [])
        expect([...state.subnets.keys()]).toContain(subnet);
      if (value.includes(':certificate/')) expect([...state.certificates.keys()]).toContain(value);
    }
  });
});

describe('the scenarios', () => {
  it('are at least the four that are documented', () => {
    expect(names).toEqual(expect.arrayContaining(['crowded', 'empty', 'installed', 'ready']));
  });

  it('are suggested when an unknown one is asked for', async () => {
    await expect(account({ scenario: 'raedy' })).rejects.toMatchObject({
      code: 'scenario-unknown',
      exitCode: 2,
      hint: expect.stringContaining('ready') as string,
    });
    await expect(account({ scenario: '../quilt' })).rejects.toMatchObject({ code: 'scenario-unknown' });
  });

  it('ready holds the well-known names', async () => {
    const { state, region, account: id } = await started();
    expect([id, region, state.callerArn]).toEqual([
      '123456789012',
      'us-east-1',
      'arn:aws:iam::123456789012:user/rehearsal',
    ]);
    expect(state.vpcs.get('vpc-00000000000000001')?.cidr).toBe('10.0.0.0/16');
    const zones = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (end) => state.subnets.get(`subnet-0000000000000000${end}`)?.zone,
    );
    expect(zones).toEqual(['a', 'b', 'a', 'b', 'a', 'b'].map((letter) => `us-east-1${letter}`));
    expect(state.securityGroups.get('sg-00000000000000001')?.ingress.map(({ fromPort }) => fromPort)).toEqual(
      [443, 80],
    );
    expect(state.vpcEndpoints.get('vpce-00000000000000001')).toMatchObject({
      service: 'execute-api',
      privateDns: true,
    });
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';
    expect(state.certificates.get(arn)?.names).toEqual(['*.data.example.com']);
    expect(state.zones.get('Z00000000000000000001')?.name).toBe('example.com.');
    expect(state.buckets.get('example-lab-data')?.notifications).toEqual({});
  });

  it('installed has the stack up since days, protected, and its host names unset', async () => {
    const running = await started({ scenario: 'installed', fail: ['Search'] });
    const client = new CloudFormationClient(clientFor(running));
    const stack = (await client.send(new DescribeStacksCommand({ StackName: 'quilt' }))).Stacks?.[0];
    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', EnableTerminationProtection: true });
    expect(running.clock.now() - (stack?.CreationTime?.getTime() ?? 0)).toBeGreaterThan(2 * 86_400_000);
    expect(running.state.loadBalancers.size).toBe(1);
    expect(await running.probe.resolve('quilt.data.example.com', 'A')).toEqual([]);
  });
});

describe('with answers of one’s own', () => {
  const parameters = {
    VPC: 'vpc-0abc1234',
    Subnets: 'subnet-0aaaaaaa, subnet-0bbbbbbb',
    IntraSubnets: 'subnet-0ccccccc,subnet-0ddddddd',
    UserSecurityGroup: 'sg-0abc1234',
    ApiGatewayVPCEndpoint: 'vpce-0abc1234',
    CertificateArnELB: 'arn:aws:acm:eu-west-1:210987654321:certificate/0abc',
    QuiltWebHost: 'catalog.lab.example.co.uk',
    AdminEmail: 'me@lab.example.co.uk',
  };

  it('the account takes their account and region and holds what they name, made fit', async () => {
    const answers = { account: '210987654321', region: 'eu-west-1', parameters, buckets: ['my-own-bucket'] };
    const running = await started({ answers });
    const { state } = running;
    expect([running.account, running.region]).toEqual(['210987654321', 'eu-west-1']);
    expect(state.subnets.get('subnet-0aaaaaaa')).toMatchObject({ vpcId: 'vpc-0abc1234', zone: 'eu-west-1a' });
    expect(state.subnets.get('subnet-0bbbbbbb')?.zone).toBe('eu-west-1b');
    const routesOf = (subnet: string) =>
      [...state.routeTables.values()]
        .find(({ subnetIds }) => subnetIds.includes(subnet))
        ?.routes.map(({ target }) => target);
    expect(routesOf('subnet-0aaaaaaa')).toEqual(['local', expect.stringMatching(/^nat-/)]);
    expect(routesOf('subnet-0ccccccc')).toEqual(['local']);
    expect(state.securityGroups.get('sg-0abc1234')?.ingress).toHaveLength(2);
    expect(state.vpcEndpoints.get('vpce-0abc1234')?.vpcId).toBe('vpc-0abc1234');
    expect(state.certificates.get(parameters.CertificateArnELB)?.names).toEqual(['*.lab.example.co.uk']);
    expect([...state.zones.values()].map(({ name }) => name)).toContain('lab.example.co.uk.');
    expect(state.buckets.get('my-own-bucket')?.region).toBe('eu-west-1');
  });

  it('what a scenario has wrong stays wrong', async () => {
    const { parameters: own } = answersOf('crowded');
    const { state } = await started({
      scenario: 'crowded',
      answers: { parameters: own, buckets: ['example-lab-data'] },
    });
    expect(Object.keys(state.buckets.get('example-lab-data')?.notifications ?? {})).toEqual([
      'QueueConfigurations',
    ]);
    const certificate = [...state.certificates.values()].find(
      ({ names: [name] }) => name === '*.data.example.com',
    );
    expect(certificate?.region).toBe('eu-west-1');
  });

  it('in another partition its ARNs are of that partition', async () => {
    const { state } = await started({ answers: { region: 'us-gov-west-1' } });
    expect(state.callerArn).toMatch(/^arn:aws-us-gov:/);
    expect([...state.certificates.keys()][0]).toMatch(/^arn:aws-us-gov:acm:us-gov-west-1:/);
  });
});
