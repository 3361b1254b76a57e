import type { Certificate, RouteTable, SecurityGroup, Subnet, VpcEndpoint } from '../../src/core/facts.ts';
import type { Facts } from '../../src/core/ports.ts';

const subnet = (letter: string, zone: string, more: Partial<Subnet> = {}): Subnet => ({
  id: `subnet-${letter}`,
  vpcId: 'vpc-1',
  zone: `us-east-1${zone}`,
  zoneId: `use1-az${zone === 'a' ? 1 : 2}`,
  cidr: '10.0.0.0/24',
  freeAddresses: 200,
  mapPublicIp: false,
  state: 'available',
  ...more,
});

const table = (id: string, target: string | undefined, subnetIds: readonly string[]): RouteTable => ({
  id,
  vpcId: 'vpc-1',
  main: false,
  subnetIds,
  routes: [
    { destination: '10.0.0.0/16', target: 'local', state: 'active' },
    ...(target === undefined ? [] : [{ destination: '0.0.0.0/0', target, state: 'active' }]),
  ],
});

const group = (id: string, name: string, ports: readonly number[], vpcId = 'vpc-1'): SecurityGroup => ({
  id,
  name,
  vpcId,
  ingress: ports.map((port) => ({ protocol: 'tcp', fromPort: port, toPort: port, sources: ['10.0.0.0/8'] })),
  egress: [],
});

const endpoint = (id: string, more: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  id,
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

export const certificate = (
  id: string,
  names: readonly string[],
  more: Partial<Certificate> = {},
): Certificate => ({
  arn: `arn:aws:acm:us-east-1:123456789012:certificate/${id}`,
  region: 'us-east-1',
  names,
  namesComplete: true,
  status: 'ISSUED',
  type: 'AMAZON_ISSUED',
  keyAlgorithm: 'RSA-2048',
  inUse: false,
  inUseBy: [],
  notAfter: Date.UTC(2027, 5, 1),
  validation: [],
  ...more,
});

/** One VPC as Quilt needs it beside the default one: private a b, isolated c d, users' e f. */
export const network = (): Partial<Facts> => ({
  vpcs: () =>
    Promise.resolve([
      { id: 'vpc-0', cidrs: ['172.31.0.0/16'], isDefault: true },
      { id: 'vpc-1', cidrs: ['10.0.0.0/16'], isDefault: false, name: 'data' },
    ]),
  subnets: () =>
    Promise.resolve([
      subnet('a', 'a'),
      subnet('b', 'b'),
      subnet('c', 'a'),
      subnet('d', 'b'),
      subnet('e', 'a'),
      subnet('f', 'b'),
      subnet('z', 'a', { vpcId: 'vpc-0' }),
    ]),
  routeTables: () =>
    Promise.resolve([
      table('rtb-1', 'nat-1', ['subnet-a', 'subnet-b']),
      table('rtb-2', undefined, ['subnet-c', 'subnet-d']),
      {
        ...table('rtb-3', undefined, ['subnet-e', 'subnet-f']),
        routes: [{ destination: '192.168.0.0/16', target: 'tgw-1', state: 'active' }],
      },
    ]),
  securityGroups: () =>
    Promise.resolve([
      group('sg-1', 'users', [443, 80]),
      group('sg-2', 'half', [443]),
      group('sg-3', 'elsewhere', [443, 80], 'vpc-0'),
      { ...group('sg-4', 'machines', []), ingress: [{ protocol: '-1', sources: ['sg-4'] }] },
    ]),
  vpcEndpoints: () =>
    Promise.resolve([
      endpoint('vpce-1'),
      endpoint('vpce-2', { state: 'pendingacceptance' }),
      endpoint('vpce-3', { service: 'com.amazonaws.us-east-1.s3', type: 'gateway' }),
    ]),
  certificates: () =>
    Promise.resolve([
      certificate('1', ['*.example.com']),
      certificate('2', ['*.data.example.com']),
      certificate('3', ['*.data.example.com'], { status: 'EXPIRED', notAfter: Date.UTC(2025, 1, 1) }),
    ]),
  hostedZones: () => Promise.resolve([{ id: 'Z1', name: 'example.com', private: false }]),
  exists: () => Promise.resolve(true),
});
