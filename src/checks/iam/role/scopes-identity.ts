import type { PolicyStatement } from '../../policy/document.ts';
import { anything, type ScopeContext, type ScopeRow } from './scope.ts';

const iamArns = ({ place }: ScopeContext, names: readonly string[]): readonly string[] =>
  names.map((name) => `arn:${place.partition}:iam::${place.account}:${name}`);

const entities =
  (kind: string) =>
  (context: ScopeContext): readonly string[] =>
    iamArns(context, [`${kind}/${context.place.stackName}-*`]);

/** Under whatever path the template puts them, their names begin with the stack's. */
const roles = (context: ScopeContext): readonly string[] => {
  const paths = new Set(['/', ...context.names.values('AWS::IAM::Role', 'Path')]);
  return iamArns(
    context,
    [...paths].map((path) => `role${path}${context.place.stackName}-*`),
  );
};

const policies = (context: ScopeContext): readonly string[] => {
  const paths = new Set(['/', ...context.names.values('AWS::IAM::ManagedPolicy', 'Path')]);
  const names = context.names.of('AWS::IAM::ManagedPolicy');
  return iamArns(
    context,
    [...paths].flatMap((path) => names.map((name) => `policy${path}${name}`)),
  );
};

/** The services whose own roles CloudFormation's resources make at first use. */
const linkedRoles = [
  { types: 'AWS::AutoScaling::', service: 'autoscaling.amazonaws.com' },
  { types: 'AWS::ECS::', service: 'ecs.amazonaws.com' },
  // Both generations of balancers have the same role.
  { types: 'AWS::ElasticLoadBalancing', service: 'elasticloadbalancing.amazonaws.com' },
  { types: 'AWS::RDS::', service: 'rds.amazonaws.com' },
] as const;

const linkedServices = ({ names }: ScopeContext): readonly string[] =>
  linkedRoles.filter(({ types }) => names.has(types)).map(({ service }) => service);

const only = (key: string, values: readonly string[]): PolicyStatement['Condition'] => ({
  StringEquals: { [key]: values },
});

/** Who may become what: the rows that must never be wide. */
export const identityScopes: readonly ScopeRow[] = [
  {
    sid: 'PassRoles',
    service: 'iam',
    actions: /^PassRole$/,
    resources: roles,
    condition: ({ passedTo }) => only('iam:PassedToService', passedTo),
    comment: 'Roles of this stack may be handed to the services that they trust, and to no other.',
  },
  {
    sid: 'ServiceLinkedRoles',
    service: 'iam',
    actions: /^CreateServiceLinkedRole$/,
    resources: (context) => iamArns(context, ['role/aws-service-role/*']),
    condition: (context) => only('iam:AWSServiceName', linkedServices(context)),
    comment: 'AWS asks for these the first time a service is used in the account.',
  },
  {
    sid: 'Policies',
    service: 'iam',
    actions: /^(Create|Delete|Get|Tag|Untag|SetDefault)Policy|^List(EntitiesFor)?Policy?(Versions|Tags)?$/,
    resources: policies,
  },
  {
    sid: 'InstanceProfiles',
    service: 'iam',
    actions: /InstanceProfile/,
    resources: entities('instance-profile'),
  },
  { sid: 'Users', service: 'iam', actions: /User|AccessKey/, resources: entities('user') },
  { sid: 'Groups', service: 'iam', actions: /Group/, resources: entities('group') },
  {
    sid: 'IdentityReads',
    service: 'iam',
    actions: /^List(Roles|Policies)$/,
    resources: anything,
    comment: 'Listed by AWS; lists take no narrower resource.',
  },
  { sid: 'Roles', service: 'iam', resources: roles },
];
