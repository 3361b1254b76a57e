import type { CheckInput } from '../../core/check.ts';
import type { CheckId } from '../../core/ids.ts';
import type { TemplateResource } from '../../core/template.ts';
import { countType } from '../template/resource-types.ts';
import { reservedConcurrency, taskCores } from './need.ts';

export type QuotaId = Extract<CheckId, `quota.${string}`>;

export interface QuotaSpec {
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

type CountedQuota = Pick<QuotaSpec, 'service' | 'code' | 'unit' | 'types' | 'global'>;

/** The plain case: one resource, one of the quota. @param thing as `Facts.usage` names it */
const counted = (thing: string, spec: CountedQuota): QuotaSpec => ({
  ...spec,
  need: (resources) => countType(resources, ...spec.types),
  used: ({ facts }) => facts.usage(thing),
});

/** Gateways count per zone, and the busiest zone decides: the network spreads its own over two. */
const zonesUsed = 2;

/** Executions that every account keeps and no function may reserve. */
const unreserved = 100;

export const quotas: Readonly<Record<QuotaId, QuotaSpec>> = {
  'quota.vpcs': counted('vpcs', {
    service: 'vpc',
    code: 'L-F678F1CE',
    unit: 'VPCs',
    types: ['AWS::EC2::VPC'],
  }),
  'quota.elastic-ips': counted('elastic-ips', {
    service: 'ec2',
    code: 'L-0263D0A3',
    unit: 'Elastic IP addresses',
    types: ['AWS::EC2::EIP'],
  }),
  'quota.nat-gateways': {
    service: 'vpc',
    code: 'L-FE5A380F',
    unit: 'NAT gateways',
    where: 'in the busiest zone',
    types: ['AWS::EC2::NatGateway'],
    need: (resources) => Math.ceil(countType(resources, 'AWS::EC2::NatGateway') / zonesUsed),
    used: ({ facts }) => facts.usage('nat-gateways'),
  },
  'quota.security-groups': counted('security-groups', {
    service: 'vpc',
    code: 'L-E79EC296',
    unit: 'security groups',
    types: ['AWS::EC2::SecurityGroup'],
  }),
  'quota.load-balancers': counted('load-balancers', {
    service: 'elasticloadbalancing',
    code: 'L-53DA6B97',
    unit: 'application load balancers',
    types: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  }),
  'quota.db-instances': counted('db-instances', {
    service: 'rds',
    code: 'L-7B6409FD',
    unit: 'database instances',
    types: ['AWS::RDS::DBInstance'],
  }),
  'quota.es-domains': counted('es-domains', {
    service: 'es',
    code: 'L-076D529E',
    unit: 'search domains',
    types: ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'],
  }),
  'quota.fargate-vcpu': {
    service: 'fargate',
    code: 'L-3032A538',
    unit: 'Fargate vCPUs',
    types: ['AWS::ECS::Service'],
    need: taskCores,
    used: ({ facts }) => facts.usage('fargate-vcpu'),
  },
  'quota.lambda-concurrency': {
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
  'quota.buckets': counted('buckets', {
    service: 's3',
    code: 'L-DC2B2D3D',
    unit: 'buckets',
    types: ['AWS::S3::Bucket'],
    global: true,
  }),
  'quota.roles': counted('roles', {
    service: 'iam',
    code: 'L-FE177D64',
    unit: 'IAM roles',
    types: ['AWS::IAM::Role'],
    global: true,
  }),
  'quota.stacks': {
    service: 'cloudformation',
    code: 'L-0485CB21',
    unit: 'stacks',
    types: ['AWS::CloudFormation::Stack'],
    need: (resources, { target }) =>
      countType(resources, 'AWS::CloudFormation::Stack') + (target.kind === 'create' ? 1 : 0),
    used: ({ facts }) => facts.usage('stacks'),
  },
};
