import { expect, it } from 'vitest';
import { networkEndpoints } from '../../../src/checks/network/endpoints.ts';
import { networkRoutes } from '../../../src/checks/network/routes.ts';
import { networkSecurityGroup } from '../../../src/checks/network/security-group.ts';
import { networkSubnets } from '../../../src/checks/network/subnets.ts';
import { networkVpc } from '../../../src/checks/network/vpc.ts';
import type {
  NatGateway,
  Route,
  RouteTable,
  SecurityGroupRule,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../../../src/core/facts.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, denied, judgingOf, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const values = {
  VPC: 'vpc-1',
  Subnets: 'subnet-a, subnet-b',
  IntraSubnets: 'subnet-c,subnet-d',
  UserSubnets: 'subnet-a,subnet-b',
  UserSecurityGroup: 'sg-1',
  ApiGatewayVPCEndpoint: 'vpce-1',
};
const networkless = { template: parseTemplate('Resources: {T: {Type: "AWS::SNS::Topic"}}') };
const update = { kind: 'update' } as const;

const vpc = (more: Partial<Vpc> = {}): Vpc => ({
  id: 'vpc-1',
  cidrs: ['10.0.0.0/16'],
  isDefault: false,
  ...more,
});
const vpcFacts = (more: Partial<Vpc> = {}, dns = { support: true, hostnames: true }) => ({
  vpcs: answering([vpc(more)]),
  vpcDns: answering(dns),
  dhcpNameServers: (id: string) =>
    Promise.resolve(id === 'dopt-own' ? ['10.0.0.53'] : id === 'dopt-empty' ? [] : ['AmazonProvidedDNS']),
});

judgeTable(networkVpc, [
  ['not known', {}, 'skipped', /--param VPC=/],
  ['a template without a network', { target: networkless, values }, 'skipped'],
  ['not there', { facts: { vpcs: answering([]) }, values }, 'fail', /no VPC vpc-1/],
  ['denied', { facts: { vpcs: denied('ec2:DescribeVpcs') }, values }, 'unknown', /ec2:DescribeVpcs/],
  [
    'host names off',
    { facts: vpcFacts({}, { support: true, hostnames: false }), values },
    'fail',
    /DNS host names.*--enable-dns-hostnames/,
  ],
  [
    'both off',
    { facts: vpcFacts({}, { support: false, hostnames: false }), values },
    'fail',
    /DNS resolution and DNS host names/,
  ],
  ['own name servers', { facts: vpcFacts({ dhcpOptionsId: 'dopt-own' }), values }, 'warn', /10\.0\.0\.53/],
  ['options without servers', { facts: vpcFacts({ dhcpOptionsId: 'dopt-empty' }), values }, 'pass'],
  ['default options', { facts: vpcFacts({ dhcpOptionsId: 'default' }), values }, 'pass'],
  ['too small', { facts: vpcFacts({ cidrs: ['10.0.0.0/25'] }), values }, 'fail', /\/24/],
  [
    'just large enough',
    { facts: vpcFacts({ cidrs: ['10.0.0.0/24'], dhcpOptionsId: 'dopt-1' }), values },
    'pass',
    /10\.0\.0\.0\/24/,
  ],
]);

it('offers a network of its own only where none is brought and one is asked for', async () => {
  expect(await networkVpc.fix?.(judgingOf({ facts: vpcFacts() }))).toMatchObject({
    template: 'network.yaml',
    parameters: { Address: '10.1.0.0' },
  });
  expect(await networkVpc.fix?.(judgingOf({ values }))).toBeUndefined();
  expect(await networkVpc.fix?.(judgingOf({ target: networkless }))).toBeUndefined();
  expect(await networkVpc.fix?.(judgingOf({ target: update }))).toBeUndefined();
});

const subnet = (id: string, zone: string, more: Partial<Subnet> = {}): Subnet => ({
  id,
  vpcId: 'vpc-1',
  zone,
  zoneId: `id-${zone}`,
  cidr: '10.0.1.0/24',
  freeAddresses: 200,
  mapPublicIp: false,
  state: 'available',
  ...more,
});
const four = [
  subnet('subnet-a', 'z1'),
  subnet('subnet-b', 'z2'),
  subnet('subnet-c', 'z1'),
  subnet('subnet-d', 'z2'),
];
const subnets = (id = '', more: Partial<Subnet> = {}) => ({
  subnets: answering(four.map((one) => (one.id === id ? { ...one, ...more } : one))),
});

judgeTable(networkSubnets, [
  ['not known', {}, 'skipped', /--param Subnets=/],
  ['a template without a network', { target: networkless, facts: subnets() }, 'skipped'],
  ['one gone', { facts: { subnets: answering(four.slice(1)) }, values }, 'fail', /no subnet subnet-a/],
  [
    'one zone',
    { facts: subnets('subnet-d', { zone: 'z1' }), values },
    'fail',
    /intra subnets.*two availability zones/,
  ],
  ['a single subnet', { facts: subnets(), values: { Subnets: 'subnet-a' } }, 'fail', /private/],
  [
    '31 free, 32 needed',
    { facts: subnets('subnet-a', { freeAddresses: 31 }), values },
    'fail',
    /31 free addresses; 32/,
  ],
  [
    '20 free are enough for users only',
    {
      facts: subnets('subnet-c', { freeAddresses: 20 }),
      values: { Subnets: 'subnet-a,subnet-b', UserSubnets: 'subnet-c,subnet-d' },
    },
    'pass',
  ],
  [
    'the same two, as private and as user subnets',
    {
      facts: subnets(),
      values: { Subnets: 'subnet-a,subnet-b', UserSubnets: 'subnet-a,subnet-b' },
    },
    'pass',
  ],
  ['pending', { facts: subnets('subnet-b', { state: 'pending' }), values }, 'fail', /pending/],
  [
    'of another VPC',
    { facts: subnets('subnet-b', { vpcId: 'vpc-2' }), values },
    'fail',
    /vpc-2, not in vpc-1/,
  ],
  [
    'full, but the stack runs in it',
    { facts: subnets('subnet-a', { freeAddresses: 2 }), values, target: update },
    'pass',
  ],
  ['denied', { facts: { subnets: denied('ec2:DescribeSubnets') }, values }, 'unknown'],
  ['good', { facts: subnets(), values }, 'pass', /2 private \(z1, z2\), 2 intra/],
]);

const route = (destination: string, target: string, state = 'active'): Route => ({
  destination,
  target,
  state,
});
const table = (subnetIds: readonly string[], ...routes: Route[]): RouteTable => ({
  id: `rtb-${subnetIds.join('')}`,
  vpcId: 'vpc-1',
  main: false,
  subnetIds,
  routes: [route('10.0.0.0/16', 'local'), ...routes],
});
const nat: NatGateway = {
  id: 'nat-1',
  vpcId: 'vpc-1',
  subnetId: 'subnet-x',
  state: 'available',
  connectivity: 'public',
};
const routing = (privateRoute: Route | undefined, intraRoute?: Route, gateway: Partial<NatGateway> = {}) => ({
  ...subnets(),
  natGateways: answering([{ ...nat, ...gateway }]),
  routeTables: answering([
    table(['subnet-a', 'subnet-b'], ...(privateRoute === undefined ? [] : [privateRoute])),
    table(['subnet-c', 'subnet-d'], ...(intraRoute === undefined ? [] : [intraRoute])),
  ]),
});
const out = route('0.0.0.0/0', 'nat-1');

judgeTable(networkRoutes, [
  ['not known', {}, 'skipped'],
  [
    'private is public',
    { facts: routing(route('0.0.0.0/0', 'igw-1')), values },
    'fail',
    /given as private.*Internet gateway/,
  ],
  ['private has no way out', { facts: routing(undefined), values }, 'fail', /no route to the Internet/],
  [
    'the gateway is gone',
    { facts: routing(route('0.0.0.0/0', 'nat-0', 'blackhole')), values },
    'fail',
    /nat-0, which is gone/,
  ],
  [
    'the gateway has failed',
    { facts: routing(out, undefined, { state: 'failed' }), values },
    'fail',
    /nat-1.*failed/,
  ],
  ['intra has a way out', { facts: routing(out, out), values }, 'fail', /given as intra/],
  [
    'users cannot come in',
    { facts: routing(out), values: { ...values, UserSubnets: 'subnet-c,subnet-d' } },
    'warn',
    /given for users/,
  ],
  [
    'public is not',
    { facts: routing(out), values: { Subnets: 'subnet-a', PublicSubnets: 'subnet-b' } },
    'fail',
    /given as public/,
  ],
  ['through transit', { facts: routing(route('0.0.0.0/0', 'tgw-1')), values }, 'pass'],
  [
    'denied',
    { facts: { ...routing(out), routeTables: denied('ec2:DescribeRouteTables') }, values },
    'unknown',
    /DescribeRouteTables/,
  ],
  ['good', { facts: routing(out), values }, 'pass', /2 private, 2 intra, 2 user/],
]);

const rule = (protocol: string, from?: number, to?: number, sources = ['10.0.0.0/8']): SecurityGroupRule => ({
  protocol,
  fromPort: from,
  toPort: to,
  sources,
});
const group = (...ingress: SecurityGroupRule[]) => ({
  securityGroups: answering([{ id: 'sg-1', name: 'users', vpcId: 'vpc-1', ingress, egress: [] }]),
});

judgeTable(networkSecurityGroup, [
  ['not known', {}, 'skipped'],
  ['not there', { facts: { securityGroups: answering([]) }, values }, 'fail', /no security group sg-1/],
  ['nothing open', { facts: group(), values }, 'fail', /port 443 and 80.*--port 443.*--port 80/],
  ['only 443', { facts: group(rule('tcp', 443, 443)), values }, 'fail', /port 80/],
  ['UDP does not count', { facts: group(rule('udp', 0, 65_535)), values }, 'fail'],
  ['open to nobody', { facts: group(rule('-1', undefined, undefined, [])), values }, 'fail'],
  [
    'of another VPC',
    { facts: group(rule('-1')), values: { ...values, VPC: 'vpc-2' } },
    'fail',
    /vpc-1, not to vpc-2/,
  ],
  ['denied', { facts: { securityGroups: denied('ec2:DescribeSecurityGroups') }, values }, 'unknown'],
  ['everything', { facts: group(rule('-1')), values }, 'pass'],
  ['a range', { facts: group(rule('6', 80, 443)), values }, 'pass', /10\.0\.0\.0\/8/],
  [
    'another group',
    { facts: group(rule('-1', undefined, undefined, ['sg-2'])), values },
    'pass',
    /from sg-2/,
  ],
  [
    'its own members alone, as a VPC’s own group',
    { facts: group(rule('-1', undefined, undefined, ['sg-1'])), values },
    'warn',
    /only what is in this group itself, and users are not\..*--port 443.*--port 80/s,
  ],
]);

const endpoint = (more: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  id: 'vpce-1',
  vpcId: 'vpc-1',
  service: 'com.amazonaws.us-east-1.execute-api',
  type: 'interface',
  state: 'available',
  privateDns: true,
  subnetIds: [],
  routeTableIds: [],
  groupIds: [],
  ...more,
});
const gateway = endpoint({
  id: 'vpce-s3',
  service: 'com.amazonaws.us-east-1.s3',
  type: 'gateway',
  privateDns: false,
  routeTableIds: ['rtb-subnet-asubnet-b'],
});
const endpoints = (...all: VpcEndpoint[]): Situation => ({
  facts: { ...routing(out), vpcEndpoints: answering(all), securityGroups: answering([]) },
  values,
});

judgeTable(networkEndpoints, [
  ['not known', {}, 'skipped'],
  ['not there', endpoints(gateway), 'fail', /no VPC endpoint vpce-1/],
  [
    'for another service',
    endpoints(endpoint({ service: 'com.amazonaws.us-east-1.sts' }), gateway),
    'fail',
    /not an interface endpoint for execute-api/,
  ],
  ['of another VPC', endpoints(endpoint({ vpcId: 'vpc-2' }), gateway), 'fail', /vpc-2, not in vpc-1/],
  ['pending', endpoints(endpoint({ state: 'pendingAcceptance' }), gateway), 'fail', /pendingAcceptance/],
  [
    'without private DNS',
    endpoints(endpoint({ privateDns: false }), gateway),
    'fail',
    /--private-dns-enabled/,
  ],
  [
    'no S3 gateway',
    endpoints(endpoint()),
    'warn',
    /no gateway endpoint for S3.*--route-table-ids rtb-subnet-asubnet-b$/,
  ],
  ['S3 gateway in another VPC', endpoints(endpoint(), { ...gateway, vpcId: 'vpc-2' }), 'warn'],
  [
    'S3 gateway not in the private route table',
    endpoints(endpoint(), { ...gateway, routeTableIds: [] }),
    'warn',
    /does not serve subnet-a, subnet-b.*--add-route-table-ids rtb-subnet-asubnet-b$/,
  ],
  ['denied', { facts: { vpcEndpoints: denied('ec2:DescribeVpcEndpoints') }, values }, 'unknown'],
  [
    'in any case of letters',
    endpoints(endpoint({ state: 'Available', type: 'Interface' }), {
      ...gateway,
      type: 'Gateway',
      state: 'Available',
    }),
    'pass',
  ],
  ['China', endpoints(endpoint({ service: 'cn.com.amazonaws.cn-north-1.execute-api' }), gateway), 'pass'],
]);

const grouped = (...sources: string[]): Situation => ({
  facts: {
    ...endpoints(endpoint({ groupIds: ['sg-9'] }), gateway).facts,
    securityGroups: answering([
      {
        id: 'sg-9',
        name: 'endpoints',
        vpcId: 'vpc-1',
        ingress: sources.length === 0 ? [] : [{ protocol: 'tcp', fromPort: 443, toPort: 443, sources }],
        egress: [],
      },
    ]),
  },
  values,
});
const policyOf = (statement: object): string => JSON.stringify({ Statement: statement });
const some = policyOf({ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'arn:aws:s3:::mine/*' });
const none = policyOf({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' });

judgeTable(networkEndpoints, [
  ['a group that lets nobody in', grouped(), 'fail', /nobody in on port 443.*--cidr 10\.0\.1\.0\/24/],
  ['a group that lets in others', grouped('10.0.2.0/24'), 'fail', /cannot be reached from 10\.0\.1\.0\/24/],
  ['a group that lets in groups', grouped('sg-8'), 'warn', /is not known/],
  ['a group that lets the network in', grouped('10.0.0.0/8'), 'pass'],
  ['a policy that denies', endpoints(endpoint({ policy: none }), gateway), 'fail', /--reset-policy/],
  ['a policy for some calls', endpoints(endpoint({ policy: some }), gateway), 'warn', /some calls only/],
  [
    'an S3 policy for some buckets',
    endpoints(endpoint(), { ...gateway, policy: some }),
    'warn',
    /starport-layer/,
  ],
  [
    'one zone of two',
    endpoints(endpoint({ subnetIds: ['subnet-a'] }), gateway),
    'warn',
    /z1 and not in z2.*subnet-b/,
  ],
]);
