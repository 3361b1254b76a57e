import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Value } from '../../../src/core/parameter.ts';
import type { Facts } from '../../../src/core/ports.ts';
import { enrichmentOf } from '../../../src/parameters/enrichment.ts';
import type { PickList } from '../../../src/parameters/pickers/picker.ts';
import { pickFor, type PickResult } from '../../../src/parameters/pickers/index.ts';
import { quilt } from '../../helpers/products.ts';
import { certificate, network } from '../network.ts';
import { factsWith, templateWith } from '../ports.ts';

const product = quilt;
const template = templateWith(`
VPC: { Type: 'AWS::EC2::VPC::Id' }
Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
IntraSubnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
UserSubnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
PublicSubnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
UserSecurityGroup: { Type: 'AWS::EC2::SecurityGroup::Id' }
AccessorSecurityGroup: { Type: 'AWS::EC2::SecurityGroup::Id' }
ApiGatewayVPCEndpoint: { Type: String }
ApiGatewayVPCEndpointId: { Type: String }
CertificateArnELB: { Type: String }
QuiltWebHost: { Type: String }
CloudTrailBucket: { Type: String }
OneSubnet: { Type: 'AWS::EC2::Subnet::Id' }
Zone: { Type: 'AWS::Route53::HostedZone::Id' }
ClientSecretArn: { Type: String }
TokenSecretId: { Type: String, AllowedPattern: '[a-z/]+' }
Name: { Type: String }`);
const now = Date.UTC(2026, 7, 1);

const pickedFor = (
  key: string,
  known: Readonly<Record<string, string>> = { VPC: 'vpc-1', QuiltWebHost: 'quilt.data.example.com' },
  facts: Partial<Facts> = network(),
): Promise<PickResult> => {
  const parameter = template.parameters.get(key);
  if (parameter === undefined) throw new Error(`no parameter ${key}`);
  const values = new Map(
    Object.entries(known).map(([name, value]): [string, Value] => [
      name,
      { key: name, value, source: 'flag', secret: false },
    ]),
  );
  return pickFor(
    { parameter, template, product, values, enrichment: enrichmentOf(product, key) },
    { facts: factsWith(facts), now },
  );
};

const pick = async (...given: Parameters<typeof pickedFor>): Promise<PickList> => {
  const picked = await pickedFor(...given);
  if (picked.kind !== 'pick') throw new Error(`${given[0]}: ${picked.kind}`);
  return picked.pick;
};

describe('what cannot be picked', () => {
  it('is asked for as text where the account may not be read', async () => {
    const denied = new InstallError({
      code: awsCodes.denied,
      message: 'No.',
      hint: 'Ask.',
      exitCode: 10,
      permission: 'ec2:DescribeVpcs',
    });
    expect(await pickedFor('VPC', {}, { vpcs: () => Promise.reject(denied) })).toEqual({
      kind: 'unreadable',
      why: 'needs ec2:DescribeVpcs',
    });
  });

  it('is asked for as text where there is nothing, or nothing to pick from', async () => {
    expect(await pickedFor('VPC', {}, { vpcs: () => Promise.resolve([]) })).toEqual({ kind: 'none' });
    expect(await pickedFor('Name')).toEqual({ kind: 'none' });
  });

  it('does not hide a bug of ours', async () => {
    await expect(pickedFor('VPC', {}, { vpcs: () => Promise.reject(new TypeError('bug')) })).rejects.toThrow(
      'bug',
    );
  });
});

describe('what is proposed', () => {
  it.each([
    ['VPC', ['vpc-1']],
    ['Subnets', ['subnet-a', 'subnet-b']],
    ['IntraSubnets', ['subnet-c', 'subnet-d']],
    ['UserSubnets', ['subnet-e', 'subnet-f']],
    ['UserSecurityGroup', ['sg-1']],
    ['ApiGatewayVPCEndpoint', ['vpce-1']],
    ['ApiGatewayVPCEndpointId', ['vpce-1']],
    ['CertificateArnELB', ['arn:aws:acm:us-east-1:123456789012:certificate/2']],
  ])('%s is taken where nothing else would do', async (key, best) => {
    expect(await pick(key)).toMatchObject({ best, takes: 'only' });
  });

  it('PublicSubnets are those that lead to an Internet gateway', async () => {
    const facts = network();
    const route = { destination: '0.0.0.0/0', target: 'igw-1', state: 'active' } as const;
    const routeTables = async () =>
      (await facts.routeTables?.())!.map((one) => (one.id === 'rtb-3' ? { ...one, routes: [route] } : one));
    expect(await pick('PublicSubnets', undefined, { ...facts, routeTables })).toMatchObject({
      best: ['subnet-e', 'subnet-f'],
      takes: 'only',
    });
  });

  it('is not taken before it is known what it must fit', async () => {
    for (const key of ['Subnets', 'UserSecurityGroup', 'ApiGatewayVPCEndpoint', 'CertificateArnELB'])
      expect((await pick(key, {})).takes).toBeUndefined();
  });

  it('marks each host on each certificate, and says what is wrong with it', async () => {
    const { choices } = await pick('CertificateArnELB');
    expect(choices[0]?.name).toContain('√ quilt-registry.data.example.com');
    const high = choices.find(({ name }) => name.startsWith('*.example.com'));
    expect(high?.name).toContain('× quilt.data.example.com');
    expect(high?.description).toContain('one level off');
  });

  it('takes no certificate for granted while no host is known', async () => {
    const certificates = () => Promise.resolve([certificate('1', ['*.data.example.com'])]);
    expect((await pick('CertificateArnELB', {}, { certificates })).takes).toBeUndefined();
  });

  it('proposes the first of two fitting certificates, and says that there are two', async () => {
    const certificates = () =>
      Promise.resolve([certificate('1', ['*.data.example.com']), certificate('2', ['*.data.example.com'])]);
    expect(await pick('CertificateArnELB', undefined, { certificates })).toMatchObject({
      takes: 'best',
      because: 'one of 2 that fit',
    });
  });

  it('ticks one subnet per zone, by its name before its free addresses', async () => {
    const facts = network();
    const subnets = await facts.subnets?.();
    const more = [
      ...(subnets ?? []),
      { ...subnets![0]!, id: 'subnet-g', freeAddresses: 250 },
      { ...subnets![0]!, id: 'subnet-h', name: 'data-private-1' },
    ];
    const routeTables = async () =>
      (await facts.routeTables?.())!.map((table) =>
        table.id === 'rtb-1' ? { ...table, subnetIds: [...table.subnetIds, 'subnet-g', 'subnet-h'] } : table,
      );
    const picked = await pick('Subnets', undefined, {
      ...facts,
      subnets: () => Promise.resolve(more),
      routeTables,
    });
    expect(picked).toMatchObject({ best: ['subnet-h', 'subnet-b'], takes: 'best' });
    expect(picked.choices.filter(({ checked }) => checked).map(({ value }) => value)).toEqual([
      'subnet-h',
      'subnet-b',
    ]);
  });

  it('proposes no subnets where one zone has none', async () => {
    const facts = network();
    const subnets = async () => (await facts.subnets?.())!.filter(({ zone }) => zone.endsWith('a'));
    expect(await pick('Subnets', undefined, { ...facts, subnets })).toMatchObject({ best: [] });
  });

  it('lists no subnet, group or endpoint of another VPC', async () => {
    for (const key of ['Subnets', 'OneSubnet', 'UserSecurityGroup', 'ApiGatewayVPCEndpoint']) {
      const values = (await pick(key)).choices.map(({ value }) => value);
      for (const other of ['subnet-z', 'sg-3', 'vpce-3']) expect(values).not.toContain(other);
    }
  });

  it('prefers users to machines for the security group', async () => {
    const { choices } = await pick('UserSecurityGroup');
    expect(choices.at(-1)?.name).toContain('lets no users in');
    expect(choices.map(({ value }) => value)).toEqual(['sg-1', 'sg-2', 'sg-4']);
  });

  it('shows a VPC’s own group last, and neither proposes nor takes it, however open it is', async () => {
    const own = async () =>
      (await network().securityGroups?.())!.map((one) =>
        one.id === 'sg-1' ? { ...one, name: 'default' } : one,
      );
    const picked = await pick('UserSecurityGroup', undefined, { ...network(), securityGroups: own });
    expect([picked.best, picked.takes]).toEqual([[], undefined]);
    expect(picked.choices.at(-1)).toMatchObject({
      name: "sg-1  default (the VPC's own)  open on 443 and 80",
      short: 'sg-1',
    });
    // Another one that fits is the only one all the same.
    const beside = async () => [
      ...(await own()),
      { ...(await network().securityGroups?.())![0]!, id: 'sg-5', name: 'users' },
    ];
    expect(
      await pick('UserSecurityGroup', undefined, { ...network(), securityGroups: beside }),
    ).toMatchObject({ best: ['sg-5'], takes: 'only' });
  });

  it('proposes no group for what only its template knows', async () => {
    const picked = await pick('AccessorSecurityGroup');
    expect([picked.best, picked.takes]).toEqual([[], undefined]);
    expect(picked.choices.map(({ name }) => name)).toEqual(['sg-2  half', 'sg-4  machines', 'sg-1  users']);
  });

  it('finds the zone that covers the host', async () => {
    const hostedZones = () =>
      Promise.resolve([
        { id: 'Z1', name: 'example.com', private: false },
        { id: 'Z2', name: 'data.example.com', private: false },
        { id: 'Z3', name: 'quilt.data.example.com', private: true },
      ]);
    expect(await pick('Zone', undefined, { hostedZones })).toMatchObject({ best: ['Z2'] });
  });

  it('never takes a bucket for granted', async () => {
    expect(await pick('CloudTrailBucket', {}, { buckets: () => Promise.resolve(['only']) })).toMatchObject({
      best: [],
    });
  });

  it('shows no control characters of names and tags', async () => {
    const vpcs = () => Promise.resolve([{ id: 'vpc-1', cidrs: [], isDefault: false, name: 'a\u001b[2Jb' }]);
    expect((await pick('VPC', {}, { vpcs })).choices[0]?.name).not.toContain('\u001b');
  });

  it('lists secrets by what the parameter takes, and takes none for granted', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:team/okta-AbCdEf';
    const secrets = () => Promise.resolve([{ name: 'team/okta', arn }]);
    expect(await pick('ClientSecretArn', {}, { secrets })).toMatchObject({
      choices: [{ name: 'team/okta', value: arn }],
      best: [],
    });
    expect(await pick('TokenSecretId', {}, { secrets })).toMatchObject({ choices: [{ value: 'team/okta' }] });
  });
});
