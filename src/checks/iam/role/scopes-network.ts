import { anything, regional, type ScopeContext, type ScopeRow } from './scope.ts';

/** Types of EC2 that are tagged as well; where there are none, tags go to security groups only. */
const taggedTypes = [
  'EIP',
  'FlowLog',
  'Instance',
  'InternetGateway',
  'KeyPair',
  'LaunchTemplate',
  'NatGateway',
  'Network',
  'PrefixList',
  'RouteTable',
  'Subnet',
  'VPC',
  'Volume',
].map((name) => `AWS::EC2::${name}`);

const groupsOnly = ({ names }: ScopeContext): boolean => !taggedTypes.some(names.has);

const securityGroups = regional('ec2', 'security-group/*', 'security-group-rule/*', 'vpc/*');
const ec2Things = regional('ec2', '*');

const idsOfTheirOwn = 'Things of EC2 go by ids of their own, which no name can scope.';

/** Scopes of networks and names. */
export const networkScopes: readonly ScopeRow[] = [
  { sid: 'NetworkReads', service: 'ec2', actions: /^(Describe|Get)/, resources: anything },
  {
    sid: 'SecurityGroups',
    service: 'ec2',
    actions: /SecurityGroup/,
    resources: securityGroups,
    comment: idsOfTheirOwn,
  },
  {
    sid: 'Tags',
    service: 'ec2',
    actions: /^(Create|Delete)Tags$/,
    resources: (context) => (groupsOnly(context) ? securityGroups : ec2Things)(context),
    comment: idsOfTheirOwn,
  },
  {
    sid: 'Network',
    service: 'ec2',
    resources: ec2Things,
    comment: idsOfTheirOwn,
  },
  {
    sid: 'ZoneReads',
    service: 'route53',
    actions: /^(List|CreateHostedZone$)/,
    resources: anything,
    comment: 'A zone has no id before it is made.',
  },
  {
    sid: 'Zones',
    service: 'route53',
    resources: ({ place }) => [
      `arn:${place.partition}:route53:::hostedzone/*`,
      `arn:${place.partition}:route53:::change/*`,
      `arn:${place.partition}:route53:::healthcheck/*`,
    ],
    comment: 'Zones go by ids of their own.',
  },
  {
    sid: 'Discovery',
    service: 'servicediscovery',
    resources: anything,
    comment: 'Namespaces and services go by ids of their own, and operations take no narrower resource.',
  },
  {
    sid: 'Certificates',
    service: 'acm',
    resources: regional('acm', 'certificate/*'),
    comment: 'Certificates go by ids of their own.',
  },
];
