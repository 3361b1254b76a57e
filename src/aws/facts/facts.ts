import type { Facts } from '../../core/ports.ts';
import type { AwsConnection } from '../connection/connection.ts';
import { exists } from './existence.ts';
import { Memo } from './memo.ts';
import { countUsage } from './usage.ts';

// One module per service, each loaded by the first question it can answer.
const acm = (aws: AwsConnection) => aws.clock.during(import('../services/acm/certificates.ts'));
const cfn = (aws: AwsConnection) => aws.clock.during(import('../services/cloudformation/stacks.ts'));
const ec2 = (aws: AwsConnection) => aws.clock.during(import('../services/ec2/network.ts'));
const iam = (aws: AwsConnection) => aws.clock.during(import('../services/iam/roles.ts'));
const kms = (aws: AwsConnection) => aws.clock.during(import('../services/kms/keys.ts'));
const routing = (aws: AwsConnection) => aws.clock.during(import('../services/ec2/routing.ts'));
const ses = (aws: AwsConnection) => aws.clock.during(import('../services/ses/identities.ts'));
const s3 = (aws: AwsConnection) => aws.clock.during(import('../services/s3/buckets.ts'));

type FactName = Exclude<keyof Facts, 'region' | 'refresh'>;
type FactReaders = { readonly [M in FactName]: Facts[M] };

const accountFacts = (aws: AwsConnection) => ({
  identity: async () => (await aws.clock.during(import('../services/sts/identity.ts'))).identity(aws),
  accountAlias: async () => (await iam(aws)).accountAlias(aws),
  regions: async () => (await ec2(aws)).regions(aws),
  role: async (name: string) => (await iam(aws)).role(aws, name),
  rolePolicies: async (name: string) => (await iam(aws)).rolePolicies(aws, name),
  simulate: async (arn: string, actions: readonly string[]) =>
    (await aws.clock.during(import('../services/iam/simulation.ts'))).simulate(aws, arn, actions),
  certificates: async () => (await acm(aws)).certificates(aws),
  certificate: async (arn: string) => (await acm(aws)).certificate(aws, arn),
  key: async (keyId: string) => (await kms(aws)).key(aws, keyId),
  keyPolicy: async (keyId: string) => (await kms(aws)).keyPolicy(aws, keyId),
  trails: async () => (await aws.clock.during(import('../services/cloudtrail/trails.ts'))).trails(aws),
  runsFargate: async (region: string) =>
    (await aws.clock.during(import('../services/ssm/parameters.ts'))).runsFargate(aws, region),
  fargateRegions: async () =>
    (await aws.clock.during(import('../services/ssm/parameters.ts'))).fargateRegions(aws),
  logsResourcePolicies: async () =>
    (await aws.clock.during(import('../services/logs/resource-policies.ts'))).resourcePolicies(aws),
  mailIdentity: async (name: string) => (await ses(aws)).mailIdentity(aws, name),
  mailAccount: async () => (await ses(aws)).mailAccount(aws),
  ssmParameterTypes: async (names: readonly string[]) =>
    (await aws.clock.during(import('../services/ssm/parameters.ts'))).parameterTypes(aws, names),
  alarms: async (names: readonly string[]) =>
    (await aws.clock.during(import('../services/cloudwatch/alarms.ts'))).alarms(aws, names),
  quota: async (service: string, code: string) =>
    (await aws.clock.during(import('../services/service-quotas/quota.ts'))).quota(aws, service, code),
});

const networkFacts = (aws: AwsConnection) => ({
  vpcs: async () => (await ec2(aws)).vpcs(aws),
  vpcDns: async (vpcId: string) => (await ec2(aws)).vpcDns(aws, vpcId),
  dhcpNameServers: async (id: string) => (await ec2(aws)).dhcpNameServers(aws, id),
  subnets: async () => (await ec2(aws)).subnets(aws),
  routeTables: async () => (await routing(aws)).routeTables(aws),
  securityGroups: async () => (await routing(aws)).securityGroups(aws),
  defaultNetworkAcls: async () => (await routing(aws)).defaultNetworkAcls(aws),
  vpcEndpoints: async () => (await ec2(aws)).vpcEndpoints(aws),
  keyPairs: async () => (await aws.clock.during(import('../services/ec2/key-pairs.ts'))).keyPairs(aws),
  topics: async () => (await aws.clock.during(import('../services/sns/topics.ts'))).topics(aws),
  secrets: async () =>
    (await aws.clock.during(import('../services/secrets-manager/secrets.ts'))).secrets(aws),
  natGateways: async () => (await ec2(aws)).natGateways(aws),
  hostedZones: async () => (await aws.clock.during(import('../services/route53/zones.ts'))).hostedZones(aws),
  hostedZone: async (zoneId: string) =>
    (await aws.clock.during(import('../services/route53/zones.ts'))).hostedZone(aws, zoneId),
  testAnswer: async (zoneId: string, name: string, type: 'A' | 'AAAA' | 'CNAME') =>
    (await aws.clock.during(import('../services/route53/zones.ts'))).testAnswer(aws, zoneId, name, type),
  records: async (zoneId: string, name: string) =>
    (await aws.clock.during(import('../services/route53/records.ts'))).records(aws, zoneId, name),
  loadBalancers: async () =>
    (await aws.clock.during(import('../services/elastic-load-balancing/load-balancers.ts'))).loadBalancers(
      aws,
    ),
});

/** Every bucket call names the owner it expects; S3 then refuses a stranger's bucket of that name. */
const bucketFacts = (aws: AwsConnection, owner: () => Promise<string>) => ({
  buckets: async () => (await s3(aws)).buckets(aws),
  bucket: async (name: string) => (await s3(aws)).bucketState(aws, name, await owner()),
  bucketNotifications: async (name: string) => (await s3(aws)).bucketNotifications(aws, name, await owner()),
  bucketVersioning: async (name: string) => (await s3(aws)).bucketVersioning(aws, name, await owner()),
  bucketEncryption: async (name: string) => (await s3(aws)).bucketEncryption(aws, name, await owner()),
});

const memoised = (readings: FactReaders, memo: Memo): FactReaders =>
  Object.fromEntries(
    Object.entries(readings).map(([method, read]) => [
      method,
      (...args: readonly unknown[]) =>
        memo.get(method, args, () => (read as (...args: readonly unknown[]) => Promise<unknown>)(...args)),
    ]),
  ) as unknown as FactReaders;

/** The account as checks, pickers and DNS see it: asked once, shared by all. */
export function makeFacts(aws: AwsConnection): Facts {
  const memo = new Memo();
  const facts: Facts = {
    ...memoised(
      {
        ...accountFacts(aws),
        ...networkFacts(aws),
        ...bucketFacts(aws, async () => (await facts.identity()).account),
        usage: (thing: string) => countUsage(thing, facts, aws),
        searchEngine: async (domainName: string) =>
          (
            await (
              await aws.clock.during(import('../services/elasticsearch/domains.ts'))
            ).searchDomain(aws, domainName)
          )?.engineVersion,
        exists: (awsType: string, id: string) => exists(aws, facts, awsType, id),
        stack: async (nameOrId: string) => (await cfn(aws)).describeStack(aws, nameOrId),
        stackResources: async (nameOrId: string) => (await cfn(aws)).stackResources(aws, nameOrId),
      },
      memo,
    ),
    region: aws.region,
    refresh: (...names) => memo.forget(...names),
  };
  return facts;
}
