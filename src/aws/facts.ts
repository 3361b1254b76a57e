import type { Facts } from '../core/ports.ts';
import type { Connection } from './connection.ts';
import { exists } from './existence.ts';
import { Memo } from './memo.ts';
import { countUsage } from './usage.ts';

// One module per service, each loaded by the first question it can answer.
const acm = () => import('./services/acm.ts');
const cfn = () => import('./services/cloudformation.ts');
const ec2 = () => import('./services/ec2.ts');
const iam = () => import('./services/iam.ts');
const routing = () => import('./services/ec2-routing.ts');
const s3 = () => import('./services/s3.ts');

type Reading = Exclude<keyof Facts, 'region' | 'refresh'>;
type Readings = { readonly [M in Reading]: Facts[M] };

const accountReadings = (aws: Connection) => ({
  identity: async () => (await import('./services/sts.ts')).identity(aws),
  accountAlias: async () => (await iam()).accountAlias(aws),
  regions: async () => (await ec2()).regions(aws),
  role: async (name: string) => (await iam()).role(aws, name),
  rolePolicies: async (name: string) => (await iam()).rolePolicies(aws, name),
  simulate: async (arn: string, actions: readonly string[]) =>
    (await import('./services/simulation.ts')).simulate(aws, arn, actions),
  certificates: async () => (await acm()).certificates(aws),
  certificate: async (arn: string) => (await acm()).certificate(aws, arn),
  keyPolicy: async (keyId: string) => (await import('./services/kms.ts')).keyPolicy(aws, keyId),
  trails: async () => (await import('./services/cloudtrail.ts')).trails(aws),
  fargateRegions: async () => (await import('./services/ssm.ts')).fargateRegions(aws),
  quota: async (service: string, code: string) =>
    (await import('./services/quotas.ts')).quota(aws, service, code),
});

const networkReadings = (aws: Connection) => ({
  vpcs: async () => (await ec2()).vpcs(aws),
  vpcDns: async (vpcId: string) => (await ec2()).vpcDns(aws, vpcId),
  dhcpNameServers: async (id: string) => (await ec2()).dhcpNameServers(aws, id),
  subnets: async () => (await ec2()).subnets(aws),
  routeTables: async () => (await routing()).routeTables(aws),
  securityGroups: async () => (await routing()).securityGroups(aws),
  vpcEndpoints: async () => (await ec2()).vpcEndpoints(aws),
  natGateways: async () => (await ec2()).natGateways(aws),
  hostedZones: async () => (await import('./services/route53.ts')).hostedZones(aws),
  records: async (zoneId: string, name: string) =>
    (await import('./services/route53.ts')).records(aws, zoneId, name),
  loadBalancers: async () => (await import('./services/elb.ts')).loadBalancers(aws),
});

/** Every bucket call names the owner it expects; S3 then refuses a stranger's bucket of that name. */
const bucketReadings = (aws: Connection, owner: () => Promise<string>) => ({
  buckets: async () => (await s3()).buckets(aws),
  bucket: async (name: string) => (await s3()).bucketState(aws, name, await owner()),
  bucketNotifications: async (name: string) => (await s3()).bucketNotifications(aws, name, await owner()),
  bucketVersioning: async (name: string) => (await s3()).bucketVersioning(aws, name, await owner()),
  bucketEncryption: async (name: string) => (await s3()).bucketEncryption(aws, name, await owner()),
});

const memoised = (readings: Readings, memo: Memo): Readings =>
  Object.fromEntries(
    Object.entries(readings).map(([method, read]) => [
      method,
      (...args: readonly unknown[]) =>
        memo.get(method, args, () => (read as (...args: readonly unknown[]) => Promise<unknown>)(...args)),
    ]),
  ) as unknown as Readings;

/** The account as checks, pickers and DNS see it: asked once, shared by all. */
export const makeFacts = (aws: Connection): Facts => {
  const memo = new Memo();
  const facts: Facts = {
    ...memoised(
      {
        ...accountReadings(aws),
        ...networkReadings(aws),
        ...bucketReadings(aws, async () => (await facts.identity()).account),
        usage: (thing: string) => countUsage(thing, facts, aws),
        exists: (awsType: string, id: string) => exists(aws, facts, awsType, id),
        stack: async (nameOrId: string) => (await cfn()).describeStack(aws, nameOrId),
        stackResources: async (nameOrId: string) => (await cfn()).stackResources(aws, nameOrId),
      },
      memo,
    ),
    region: aws.region,
    refresh: (...names) => memo.forget(...names),
  };
  return facts;
};
