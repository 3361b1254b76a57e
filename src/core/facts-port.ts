import type * as fact from './facts.ts';
import type { Stack, StackResource } from './stack.ts';

/**
 * Readings of the account, asked of AWS once and shared (memoised per argument).
 * Each rejects with an `InstallError` whose code is one of `awsCodes`; a denied call carries `permission`.
 * "Not there" is `undefined` or an empty list, never an error.
 */
export interface Facts {
  identity(): Promise<fact.Identity>;
  accountAlias(): Promise<string | undefined>;
  /** The region in use. */
  readonly region: string;
  /** Enabled and disabled regions alike. */
  regions(): Promise<readonly fact.Region[]>;
  /** @param name bare role name, no path. */
  role(name: string): Promise<fact.Role | undefined>;
  /** Names of inline and attached policies' documents (decoded JSON text) of a role. */
  rolePolicies(name: string): Promise<readonly string[]>;
  simulate(principalArn: string, actions: readonly string[]): Promise<readonly fact.SimulatedAction[]>;
  /** All key types, this region. */
  certificates(): Promise<readonly fact.Certificate[]>;
  /** Described in full, in the ARN's own region. */
  certificate(arn: string): Promise<fact.Certificate | undefined>;
  buckets(): Promise<readonly string[]>;
  bucket(name: string): Promise<fact.BucketState>;
  bucketNotifications(name: string): Promise<readonly fact.BucketNotification[]>;
  /** `Enabled`, `Suspended`, or undefined: never enabled. */
  bucketVersioning(name: string): Promise<'Enabled' | 'Suspended' | undefined>;
  bucketEncryption(name: string): Promise<fact.BucketEncryption | undefined>;
  /** @param keyId id, ARN or alias */
  key(keyId: string): Promise<fact.KeyFacts | undefined>;
  /** JSON text of the key's policy. */
  keyPolicy(keyId: string): Promise<string>;
  /** Every trail that counts in this region, shadow trails included. */
  trails(): Promise<readonly fact.Trail[]>;
  /** Whether this region has Fargate by AWS's public SSM parameters. */
  runsFargate(region: string): Promise<boolean>;
  /** All that have it. */
  fargateRegions(): Promise<readonly string[]>;
  /** Of the whole account, not those that belong to one log group. */
  logsResourcePolicies(): Promise<readonly fact.LogsResourcePolicy[]>;
  /** @param name an address or a domain */
  mailIdentity(name: string): Promise<fact.MailIdentity | undefined>;
  mailAccount(): Promise<fact.MailAccount>;
  /** `String`, `StringList` or `SecureString` by name, of those that are there. No value is read. */
  ssmParameterTypes(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  vpcs(): Promise<readonly fact.Vpc[]>;
  vpcDns(vpcId: string): Promise<{ support: boolean; hostnames: boolean }>;
  /** Values of `domain-name-servers`; empty for no options set. */
  dhcpNameServers(dhcpOptionsId: string): Promise<readonly string[]>;
  subnets(): Promise<readonly fact.Subnet[]>;
  routeTables(): Promise<readonly fact.RouteTable[]>;
  securityGroups(): Promise<readonly fact.SecurityGroup[]>;
  /** Id of each VPC's default network ACL, by VPC id. */
  defaultNetworkAcls(): Promise<ReadonlyMap<string, string>>;
  vpcEndpoints(): Promise<readonly fact.VpcEndpoint[]>;
  natGateways(): Promise<readonly fact.NatGateway[]>;
  /** Names of EC2 key pairs. */
  keyPairs(): Promise<readonly string[]>;
  /** Names and ARNs in Secrets Manager, of this region; never a value. */
  secrets(): Promise<readonly fact.NamedSecret[]>;
  /** ARNs of the region's SNS topics. */
  topics(): Promise<readonly string[]>;
  hostedZones(): Promise<readonly fact.HostedZone[]>;
  /** All record sets of those names in the zone, every type. */
  records(zoneId: string, name: string): Promise<readonly fact.RecordSet[]>;
  hostedZone(zoneId: string): Promise<fact.HostedZoneDetails | undefined>;
  /** Of a public zone only: nothing is known of delegation or of what resolvers remember. */
  testAnswer(zoneId: string, name: string, type: 'A' | 'AAAA' | 'CNAME'): Promise<fact.TestedAnswer>;
  loadBalancers(): Promise<readonly fact.LoadBalancer[]>;
  quota(service: string, code: string): Promise<fact.Quota | undefined>;
  /** Engine version of a search domain, such as `6.8`; undefined when there is none of that name. */
  searchEngine(domainName: string): Promise<string | undefined>;
  /** How many of a quota's things are in use, by the check's own name for them: `vpcs`, `elastic-ips`, … */
  usage(thing: string): Promise<number>;
  /** True if an id of this AWS parameter type, or `AWS::SecretsManager::Secret`, exists in the account and region. */
  exists(awsType: string, id: string): Promise<boolean>;
  /** By name or ARN; undefined when there is none. */
  stack(nameOrId: string): Promise<Stack | undefined>;
  stackResources(nameOrId: string): Promise<readonly StackResource[]>;
  /** Forgets readings by method name, all of them when none is named. */
  refresh(...names: readonly (keyof Facts)[]): void;
}
