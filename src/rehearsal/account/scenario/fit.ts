import { zonesOf } from '../regions.ts';
import { canonicalName, isWithin } from '../../services/route53/names.ts';
import { addBucket } from '../../services/s3/bucket.ts';
import { fitIds, fitRoles, fitSecrets, fitTyped } from './fit-named.ts';
import type { AccountState, VpcState } from '../state.ts';

/** What of an answers file the account is made to fit. */
export interface GivenAnswers {
  readonly account?: string;
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly buckets?: readonly string[];
  /** CloudFormation's types of the template's parameters, where the template is at hand. */
  readonly types?: Readonly<Record<string, string>>;
}

const day = 86_400_000;

const hostPattern = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.){2,}[a-z]{2,63}$/i;

type NamedIds = readonly (readonly [key: string, ids: readonly string[]])[];

/** Ids of a kind with the parameters that name them. */
const idsIn = (parameters: Readonly<Record<string, string>>, pattern: RegExp): NamedIds =>
  Object.entries(parameters)
    .map(([key, value]) => [key, value.match(pattern) ?? []] as const)
    .filter(([, ids]) => ids.length > 0);

const fitVpc = (account: AccountState, named: NamedIds): VpcState | undefined => {
  const wanted = named.flatMap(([, ids]) => ids).filter((id) => !account.vpcs.has(id));
  for (const id of wanted)
    account.vpcs.set(id, {
      id,
      region: account.region,
      cidr: '10.64.0.0/16',
      isDefault: false,
      dnsSupport: true,
      dnsHostnames: true,
      dhcpOptionsId: 'default',
    });
  const first = named[0]?.[1][0];
  return first === undefined ? [...account.vpcs.values()][0] : account.vpcs.get(first);
};

/** The routing that suits what the parameter's name says: intra has no way out, users come through transit. */
const routeFor = (
  account: AccountState,
  key: string,
  vpc: VpcState,
): { destination: string; target: string } | undefined => {
  if (/intra|isolated/i.test(key)) return undefined;
  if (/public/i.test(key)) return { destination: '0.0.0.0/0', target: 'igw-000000000000000f1' };
  if (/user/i.test(key)) return { destination: '10.0.0.0/8', target: 'tgw-000000000000000f1' };
  const id = `nat-0000000000000${vpc.id.slice(-4)}`;
  account.natGateways.set(id, {
    id,
    region: account.region,
    vpcId: vpc.id,
    subnetId: 'subnet-000000000000000f1',
    state: 'available',
  });
  return { destination: '0.0.0.0/0', target: id };
};

const fitSubnets = (account: AccountState, named: NamedIds, vpc: VpcState | undefined): void => {
  if (vpc === undefined) return;
  const zones = zonesOf(account.region);
  let block = 0;
  for (const [key, ids] of named)
    for (const [at, id] of ids.entries()) {
      if (account.subnets.has(id)) continue;
      const zone = zones[at % zones.length];
      account.subnets.set(id, {
        id,
        region: account.region,
        vpcId: vpc.id,
        zone: zone?.name ?? '',
        zoneId: zone?.id ?? '',
        cidr: `10.64.${block}.0/24`,
        freeAddresses: 240,
        mapPublicIp: /public/i.test(key),
        name: `${key}-${at + 1}`,
      });
      block += 1;
      const route = routeFor(account, key, vpc);
      const tableId = id.replace('subnet-', 'rtb-');
      account.routeTables.set(tableId, {
        id: tableId,
        region: account.region,
        vpcId: vpc.id,
        main: false,
        subnetIds: [id],
        routes: [
          { destination: vpc.cidr, target: 'local', state: 'active' },
          ...(route === undefined ? [] : [{ ...route, state: 'active' as const }]),
        ],
      });
    }
};

const fitAccess = (
  account: AccountState,
  parameters: Readonly<Record<string, string>>,
  vpc: VpcState | undefined,
): void => {
  const vpcId = vpc?.id ?? 'vpc-0';
  const { region } = account;
  for (const id of idsIn(parameters, /\bsg-[0-9a-f]{8,17}\b/g).flatMap(([, ids]) => ids)) {
    if (account.securityGroups.has(id)) continue;
    const open = (port: number) => ({ protocol: 'tcp', fromPort: port, toPort: port, cidrs: ['10.0.0.0/8'] });
    account.securityGroups.set(id, {
      id,
      region,
      name: `named-${id}`,
      description: 'named in the answers',
      vpcId,
      ingress: [open(443), open(80)],
      egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
    });
  }
  for (const id of idsIn(parameters, /\bvpce-[0-9a-f]{8,17}\b/g).flatMap(([, ids]) => ids))
    if (!account.vpcEndpoints.has(id))
      account.vpcEndpoints.set(id, {
        id,
        region,
        vpcId,
        service: 'execute-api',
        type: 'Interface',
        state: 'available',
        privateDns: true,
        subnetIds: [],
        routeTableIds: [],
      });
};

const fitHosts = (account: AccountState, hosts: readonly string[]): void => {
  for (const host of hosts) {
    const name = canonicalName(host);
    const covered = [...account.zones.values()].some((zone) => !zone.private && isWithin(name, zone.name));
    if (covered) continue;
    const zone = canonicalName(host.split('.').slice(1).join('.'));
    const id = `ZFITTED${String(account.zones.size).padStart(13, '0')}`;
    account.zones.set(id, {
      id,
      name: zone,
      private: false,
      vpcs: [],
      callerReference: id,
      records: [
        { name: zone, type: 'NS', ttl: 172_800, values: ['ns-1.awsdns-01.org.'] },
        {
          name: zone,
          type: 'SOA',
          ttl: 900,
          values: ['ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 1 1 1 1'],
        },
      ],
      delegated: true,
    });
  }
};

const certificatePattern = /arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+/g;

/** A certificate named by an ARN lives where the ARN says, so that a wrong region still shows. */
const fitCertificates = (
  account: AccountState,
  parameters: Readonly<Record<string, string>>,
  hosts: readonly string[],
  now: number,
): void => {
  const names = [...new Set(hosts.map((host) => `*.${host.split('.').slice(1).join('.')}`))];
  for (const arn of idsIn(parameters, certificatePattern).flatMap(([, ids]) => ids)) {
    if (account.certificates.has(arn)) continue;
    account.certificates.set(arn, {
      arn,
      region: arn.split(':')[3] ?? account.region,
      names: names.length === 0 ? ['rehearsal.invalid'] : names,
      status: 'ISSUED',
      type: 'AMAZON_ISSUED',
      keyAlgorithm: 'RSA_2048',
      createdAt: now - 20 * day,
      notAfter: now + 178 * day,
      inUseBy: new Set(),
      validation: [],
    });
  }
};

/** Makes the account hold what real answers name, so that they can be rehearsed; what is there stays as it is. */
export function fitToAnswers(account: AccountState, answers: GivenAnswers, now: number): void {
  const parameters = answers.parameters ?? {};
  const vpc = fitVpc(account, idsIn(parameters, /\bvpc-[0-9a-f]{8,17}\b/g));
  fitSubnets(account, idsIn(parameters, /\bsubnet-[0-9a-f]{8,17}\b/g), vpc);
  fitAccess(account, parameters, vpc);
  fitIds(account, parameters);
  fitRoles(account, parameters, now - 90 * day);
  fitSecrets(account, parameters, now - 90 * day);
  fitTyped(account, parameters, answers.types ?? {});
  const hosts = Object.values(parameters).filter((value) => hostPattern.test(value));
  fitHosts(account, hosts);
  fitCertificates(account, parameters, hosts, now);
  for (const name of answers.buckets ?? [])
    if (!account.buckets.has(name)) addBucket(account, { name, region: account.region, at: now - 90 * day });
}
