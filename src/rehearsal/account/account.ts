import { partitionOfRegion } from '../../core/partition.ts';
import type { AccountState } from './state.ts';

export interface AccountIdentity {
  readonly id: string;
  readonly region: string;
  readonly callerArn?: string;
}

const noNetwork = (): Pick<
  AccountState,
  | 'vpcs'
  | 'subnets'
  | 'routeTables'
  | 'securityGroups'
  | 'vpcEndpoints'
  | 'natGateways'
  | 'addresses'
  | 'dhcpOptions'
  | 'keyPairs'
  | 'images'
  | 'instances'
  | 'volumes'
> => ({
  vpcs: new Map(),
  subnets: new Map(),
  routeTables: new Map(),
  securityGroups: new Map(),
  vpcEndpoints: new Map(),
  natGateways: new Map(),
  addresses: new Map(),
  dhcpOptions: new Map(),
  keyPairs: new Map(),
  images: new Map(),
  instances: new Map(),
  volumes: new Map(),
});

const noWorkload = (): Pick<
  AccountState,
  | 'loadBalancers'
  | 'targetGroups'
  | 'databases'
  | 'databaseSnapshots'
  | 'searchDomains'
  | 'canaries'
  | 'alarms'
  | 'costs'
  | 'clusters'
  | 'logGroups'
  | 'logsPolicies'
  | 'stacks'
  | 'hooks'
  | 'waitHandles'
  | 'repositories'
  | 'configRecorders'
> => ({
  loadBalancers: new Map(),
  targetGroups: new Map(),
  databases: new Map(),
  databaseSnapshots: new Map(),
  searchDomains: new Map(),
  canaries: new Map(),
  alarms: new Map(),
  costs: {},
  clusters: new Map(),
  logGroups: new Map(),
  logsPolicies: new Map(),
  stacks: new Map(),
  hooks: [],
  waitHandles: new Map(),
  repositories: new Map(),
  configRecorders: new Map(),
});

/** An account that holds nothing at all and allows everything. */
export function emptyAccount(identity: AccountIdentity): AccountState {
  const { id: partition, dnsSuffix, homeRegion } = partitionOfRegion(identity.region);
  return {
    id: identity.id,
    alias: undefined,
    partition,
    dnsSuffix,
    homeRegion,
    region: identity.region,
    callerArn: identity.callerArn ?? `arn:${partition}:iam::${identity.id}:user/rehearsal`,
    regions: new Map(),
    fargateRegions: new Set(),
    ...noNetwork(),
    ...noWorkload(),
    certificates: new Map(),
    buckets: new Map(),
    secrets: new Map(),
    topics: new Map(),
    parameters: new Map(),
    roles: new Map(),
    policies: new Map(),
    trails: new Map(),
    trailEvents: [],
    zones: new Map(),
    balancers: {},
    delegatesAfterMs: undefined,
    changes: new Map(),
    keys: new Map(),
    mail: { identities: new Map(), production: false, sending: true },
    quotas: new Map(),
    lambdaConcurrency: { limit: 1000, reserved: 0 },
    sessions: new Map(),
    permissions: { deny: new Set() },
    simulatesPerResource: false,
    stackCount: () => 0,
    publicRecords: new Map(),
    dnsTeam: undefined,
    issuers: new Map(),
  };
}
