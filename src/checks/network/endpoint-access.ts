import { statementsOf, verdictOn, type Statement } from '../../account/policy-document.ts';
import { isWithin } from '../../account/subnet.ts';
import type { Verdict } from '../../core/check.ts';
import type { SecurityGroup, Subnet, VpcEndpoint } from '../../core/facts.ts';
import { partitionOfRegion } from '../../core/partition.ts';
import { fail, listed, warn } from '../verdicts.ts';
import { admits } from './security-group.ts';

/** The network an endpoint has to serve. */
export interface Served {
  readonly region: string;
  /** Whose services call the endpoint. */
  readonly subnets: readonly Subnet[];
  readonly allSubnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
}

const isRange = (source: string): boolean => source.includes('/');

const openFrom = (region: string, groupId: string, cidr: string): string =>
  `aws ec2 authorize-security-group-ingress --region ${region} --group-id ${groupId} --protocol tcp --port 443 --cidr ${cidr}`;

/** An endpoint's own groups decide who reaches it, whatever the callers' groups let out. */
const groupFault = (endpoint: VpcEndpoint, { region, subnets, groups }: Served): Verdict | undefined => {
  const own = groups.filter(({ id }) => endpoint.groupIds.includes(id));
  const [first] = own;
  if (first === undefined) return undefined;
  const rules = own.flatMap(({ ingress }) => ingress).filter((rule) => admits(rule, 443));
  const sources = rules.flatMap((rule) => rule.sources);
  const shut = subnets.filter(
    ({ cidr }) => !sources.some((source) => isRange(source) && isWithin(cidr, source)),
  );
  if (shut.length === 0 && sources.length > 0) return undefined;
  const names = listed(own.map(({ id, name }) => `${id} (${name})`));
  const cidrs = [...new Set(shut.map(({ cidr }) => cidr))];
  const ranges = cidrs.length === 0 ? ['YOUR-NETWORK'] : cidrs;
  const way = ranges.map((cidr) => openFrom(region, first.id, cidr)).join(' && ');
  if (sources.length === 0)
    return fail(
      `${endpoint.id} cannot be reached: its security group ${names} lets nobody in on port 443.`,
      way,
    );
  if (sources.every(isRange))
    return fail(
      `${endpoint.id} cannot be reached from ${listed(cidrs)}: its security group ${names} lets in others on port 443.`,
      way,
    );
  return warn(
    `${endpoint.id} lets in by security group or prefix list (${names}); whether that takes in ${listed(cidrs)} is not known.`,
    `If it does not: ${way}`,
  );
};

const everybody = ({ principals }: Statement): boolean =>
  principals.some((one) => one === '*' || one === 'AWS:*');

const isOpen = (statement: Statement): boolean =>
  statement.effect === 'Allow' &&
  everybody(statement) &&
  !statement.conditional &&
  statement.resources.includes('*');

/** What the policy says of an action: for everybody, for some, for nobody. */
const passage = (policy: string, action: string): 'all' | 'some' | 'none' => {
  const statements = statementsOf(policy);
  if (verdictOn(statements, action) !== 'allowed') return 'none';
  const denies = statements.some(({ effect }) => effect === 'Deny');
  return !denies && verdictOn(statements.filter(isOpen), action) === 'allowed' ? 'all' : 'some';
};

const policyFault = ({ id, policy }: VpcEndpoint, { region }: Served): Verdict | undefined => {
  const lets = policy === undefined ? 'all' : passage(policy, 'execute-api:Invoke');
  if (lets === 'none')
    return fail(
      `The policy of ${id} lets nobody call an API through it (execute-api:Invoke).`,
      `Allow it there, or give the endpoint back its open policy: aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${id} --reset-policy`,
    );
  if (lets === 'all') return undefined;
  return warn(
    `The policy of ${id} lets through some calls only (execute-api:Invoke).`,
    "See that it allows the stack's own API, whose id is known once the stack is up.",
  );
};

const zonesOf = (subnets: readonly Subnet[]): readonly string[] => [
  ...new Set(subnets.map(({ zone }) => zone)),
];

/** From other zones it is reached too, until its own are down. */
const zoneFault = (endpoint: VpcEndpoint, { region, subnets, allSubnets }: Served): Verdict | undefined => {
  const own = zonesOf(allSubnets.filter(({ id }) => endpoint.subnetIds.includes(id)));
  const missed = subnets.filter(({ zone }) => !own.includes(zone));
  const [first] = missed;
  if (own.length === 0 || first === undefined) return undefined;
  return warn(
    `${endpoint.id} is in ${listed(own)} and not in ${listed(zonesOf(missed))}: calls from there cross zones, and fail together with the other.`,
    `aws ec2 modify-vpc-endpoint --region ${region} --vpc-endpoint-id ${endpoint.id} --add-subnet-ids ${first.id}`,
  );
};

/** What keeps the stack's services from reaching their API through an endpoint that is there. */
export const accessFaults = (endpoint: VpcEndpoint, served: Served): readonly Verdict[] =>
  [groupFault(endpoint, served), policyFault(endpoint, served), zoneFault(endpoint, served)].filter(
    (fault) => fault !== undefined,
  );

/** Container images come from buckets of AWS's own, which a policy written for one's own data leaves out. */
export function gatewayPolicyFault({ id, policy }: VpcEndpoint, region: string): Verdict | undefined {
  if (policy === undefined) return undefined;
  const reads = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'].map((action) => passage(policy, action));
  if (reads.every((one) => one === 'all')) return undefined;
  return warn(
    `The policy of ${id} lets through some requests to S3 only.`,
    `See that it allows your team-data buckets, the buckets of the stack, and reading arn:${partitionOfRegion(region).id}:s3:::prod-${region}-starport-layer-bucket/*, where container images come from.`,
  );
}
