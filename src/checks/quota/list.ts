import type { CheckInput } from '../../core/check.ts';
import type { CheckId } from '../../core/ids.ts';
import type { TemplateResource } from '../../core/template.ts';
import { countType } from '../resource-types.ts';
import { reservedConcurrency, taskCores } from './need.ts';

type QuotaId = Extract<CheckId, `quota.${string}`>;

export interface QuotaSpec {
  readonly id: QuotaId;
  readonly service: string;
  readonly code: string;
  /** What is counted, in the plural. */
  readonly unit: string;
  /** Where it is counted, if neither in the region nor in the account. */
  readonly where?: string;
  /** The resource types that use it. */
  readonly types: readonly string[];
  readonly global?: true;
  need(resources: readonly TemplateResource[], input: CheckInput): number;
  /** What AWS holds back of the limit from a need that is not soft. */
  readonly keptBack?: number;
  /** True where too little slows the stack down but does not stop it. */
  soft?(resources: readonly TemplateResource[], input: CheckInput): boolean;
  used(input: CheckInput): Promise<number>;
}

type Counted = Pick<QuotaSpec, 'id' | 'service' | 'code' | 'unit' | 'types' | 'global'>;

const thingOf = (id: string): string => id.slice(id.indexOf('.') + 1);

/** The plain case: one resource, one of the quota. */
const counted = <Id extends QuotaId>(
  spec: Counted & { readonly id: Id },
): QuotaSpec & { readonly id: Id } => ({
  ...spec,
  need: (resources) => countType(resources, ...spec.types),
  used: ({ facts }) => facts.usage(thingOf(spec.id)),
});

/** Gateways count per zone, and the busiest zone decides: the network spreads its own over two. */
const zonesUsed = 2;

/** Executions that every account keeps and no function may reserve. */
const unreserved = 100;

export const quotas = [
  counted({ id: 'quota.vpcs', service: 'vpc', code: 'L-F678F1CE', unit: 'VPCs', types: ['AWS::EC2::VPC'] }),
  counted({
    id: 'quota.elastic-ips',
    service: 'ec2',
    code: 'L-0263D0A3',
    unit: 'Elastic IP addresses',
    types: ['AWS::EC2::EIP'],
  }),
  {
    id: 'quota.nat-gateways',
    service: 'vpc',
    code: 'L-FE5A380F',
    unit: 'NAT gateways',
    where: 'in the busiest zone',
    types: ['AWS::EC2::NatGateway'],
    need: (resources) => Math.ceil(countType(resources, 'AWS::EC2::NatGateway') / zonesUsed),
    used: ({ facts }) => facts.usage('nat-gateways'),
  },
  counted({
    id: 'quota.security-groups',
    service: 'vpc',
    code: 'L-E79EC296',
    unit: 'security groups',
    types: ['AWS::EC2::SecurityGroup'],
  }),
  counted({
    id: 'quota.load-balancers',
    service: 'elasticloadbalancing',
    code: 'L-53DA6B97',
    unit: 'application load balancers',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  }),
  counted({
    id: 'quota.db-instances',
    service: 'rds',
    code: 'L-7B6409FD',
    unit: 'database instances',
    types: ['AWS::RDS::DBInstance'],
  }),
  counted({
    id: 'quota.es-domains',
    service: 'es',
    code: 'L-076D529E',
    unit: 'search domains',
    types: ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'],
  }),
  {
    id: 'quota.fargate-vcpu',
    service: 'fargate',
    code: 'L-3032A538',
    unit: 'Fargate vCPUs',
    types: ['AWS::ECS::Service'],
    need: taskCores,
    used: ({ facts }) => facts.usage('fargate-vcpu'),
  },
  {
    id: 'quota.lambda-concurrency',
    service: 'lambda',
    code: 'L-B99A9384',
    unit: 'concurrent Lambda executions',
    types: ['AWS::Lambda::Function'],
    // Functions that reserve nothing share the pool: one execution each is the least that makes sense.
    need: (resources, input) =>
      Math.max(reservedConcurrency(resources, input), countType(resources, 'AWS::Lambda::Function')),
    soft: (resources, input) => reservedConcurrency(resources, input) === 0,
    keptBack: unreserved,
    used: ({ facts }) => facts.usage('lambda-concurrency'),
  },
  counted({
    id: 'quota.buckets',
    service: 's3',
    code: 'L-DC2B2D3D',
    unit: 'buckets',
    types: ['AWS::S3::Bucket'],
    global: true,
  }),
  counted({
    id: 'quota.roles',
    service: 'iam',
    code: 'L-FE177D64',
    unit: 'IAM roles',
    types: ['AWS::IAM::Role'],
    global: true,
  }),
  {
    id: 'quota.stacks',
    service: 'cloudformation',
    code: 'L-0485CB21',
    unit: 'stacks',
    types: ['AWS::CloudFormation::Stack'],
    need: (resources, { target }) =>
      countType(resources, 'AWS::CloudFormation::Stack') + (target.kind === 'create' ? 1 : 0),
    used: ({ facts }) => facts.usage('stacks'),
  },
] satisfies readonly QuotaSpec[];
