import { dayMs } from '../../../core/duration.ts';
import { addRole, trustFor } from '../../services/iam/roles.ts';
import { addVpc } from '../../services/ec2/vpc.ts';
import { addBucket } from '../../services/s3/bucket.ts';
import type { AccountState } from '../state.ts';

/** Puts so-and-so many of a thing into the account, where only their number matters. */
type Filler = (account: AccountState, at: number, now: number) => void;

const serial = (at: number, digits = 17): string => `f${String(at).padStart(digits - 1, '0')}`;

const fillers: Readonly<Record<string, Filler>> = {
  vpcs: (account, at) => {
    const id = `vpc-${serial(at)}`;
    addVpc(account, {
      id,
      region: account.region,
      cidr: `10.${100 + (at % 100)}.0.0/16`,
      isDefault: false,
      dnsSupport: true,
      dnsHostnames: true,
      dhcpOptionsId: 'default',
    });
  },
  addresses: (account, at) => {
    const allocationId = `eipalloc-${serial(at)}`;
    account.addresses.set(allocationId, {
      allocationId,
      region: account.region,
      publicIp: `198.51.100.${at + 1}`,
    });
  },
  natGateways: (account, at) => {
    const id = `nat-${serial(at)}`;
    const subnet = [...account.subnets.values()][0];
    account.natGateways.set(id, {
      id,
      region: account.region,
      vpcId: subnet?.vpcId ?? 'vpc-0',
      subnetId: subnet?.id ?? 'subnet-0',
      state: 'available',
    });
  },
  securityGroups: (account, at) => {
    const id = `sg-${serial(at)}`;
    const vpcId = [...account.vpcs.keys()][0] ?? 'vpc-0';
    account.securityGroups.set(id, {
      id,
      region: account.region,
      name: `filler-${at}`,
      description: 'counts against the quota',
      vpcId,
      ingress: [],
      egress: [],
    });
  },
  loadBalancers: (account, at, now) => {
    const name = `filler-${at}`;
    const arn = `arn:${account.partition}:elasticloadbalancing:${account.region}:${account.id}:loadbalancer/app/${name}/${serial(at, 16)}`;
    account.loadBalancers.set(arn, {
      arn,
      name,
      region: account.region,
      dnsName: `${name}-${100_000 + at}.${account.region}.elb.${account.dnsSuffix}`,
      zoneId: 'Z35SXDOTRQ7X7K',
      scheme: 'internal',
      type: 'application',
      vpcId: [...account.vpcs.keys()][0] ?? 'vpc-0',
      subnetIds: [],
      createdAt: now,
      certificateArns: new Set(),
    });
  },
  databases: (account, at) => {
    const id = `filler-${at}`;
    account.databases.set(id, {
      id,
      region: account.region,
      arn: `arn:${account.partition}:rds:${account.region}:${account.id}:db:${id}`,
      engine: 'postgres',
      engineVersion: '15.5',
      instanceClass: 'db.t3.small',
      status: 'available',
      allocatedGiB: 20,
      address: `${id}.rehearsal.${account.region}.rds.${account.dnsSuffix}`,
    });
  },
  searchDomains: (account, at) => {
    const name = `filler-${at}`;
    account.searchDomains.set(name, {
      name,
      region: account.region,
      arn: `arn:${account.partition}:es:${account.region}:${account.id}:domain/${name}`,
      engineVersion: '7.10',
      processing: false,
      volumeGiB: 20,
      endpoint: `vpc-${name}.${account.region}.es.${account.dnsSuffix}`,
    });
  },
  buckets: (account, at, now) => {
    addBucket(account, { name: `filler-${account.id}-${at}`, region: account.region, at: now });
  },
  roles: (account, at, now) => {
    addRole(account, { name: `filler-${at}`, trust: trustFor('lambda.amazonaws.com'), at: now });
  },
  certificates: (account, at, now) => {
    const id = `ffffffff-ffff-4fff-8fff-${String(at).padStart(12, '0')}`;
    const arn = `arn:${account.partition}:acm:${account.region}:${account.id}:certificate/${id}`;
    account.certificates.set(arn, {
      arn,
      region: account.region,
      names: [`filler-${at}.invalid`],
      status: 'ISSUED',
      type: 'AMAZON_ISSUED',
      keyAlgorithm: 'RSA_2048',
      notAfter: now + 100 * dayMs,
      createdAt: now,
      inUseBy: new Set(),
      validation: [],
    });
  },
  subnets: (account, at) => {
    const id = `subnet-${serial(at)}`;
    const other = [...account.subnets.values()][0];
    if (other === undefined) return;
    account.subnets.set(id, { ...other, id, freeAddresses: 1, name: `filler-${at}` });
  },
  zones: (account, at) => {
    const id = `ZF${String(at).padStart(18, '0')}`;
    account.zones.set(id, {
      id,
      name: `filler-${at}.invalid.`,
      private: false,
      vpcs: [],
      callerReference: id,
      records: [],
      delegated: false,
      owner: account.id,
    });
  },
  trails: (account, at) => {
    const others = [...account.regions.keys()].filter((name) => name !== account.region);
    const homeRegion = others[at % others.length] ?? account.region;
    const name = `filler-${at}`;
    const arn = `arn:${account.partition}:cloudtrail:${homeRegion}:${account.id}:trail/${name}`;
    account.trails.set(arn, {
      name,
      arn,
      homeRegion,
      multiRegion: false,
      organization: false,
      bucket: `${name}-logs`,
    });
  },
};

/** @throws TypeError for a thing nobody can fill: a fault of the scenario file */
export function fillQuotas(account: AccountState, fill: Readonly<Record<string, number>>, now: number): void {
  for (const [thing, count] of Object.entries(fill)) {
    const add = fillers[thing];
    if (add === undefined) throw new TypeError(`a scenario cannot be filled with '${thing}'`);
    for (let at = 0; at < count; at += 1) add(account, at, now);
  }
}
