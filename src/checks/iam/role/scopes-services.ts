import { anything, named, regional, type ScopeContext, type ScopeRow } from './scope.ts';

/** Rules lie under their bus; those of a stack's own bus are the stack's. */
const eventArns = (context: ScopeContext): readonly string[] => {
  const buses = context.names.written('AWS::Events::EventBus');
  const rules = context.names.of('AWS::Events::Rule');
  const onDefault = buses.length === 0 || context.names.lacks('AWS::Events::Rule', 'EventBusName');
  return regional(
    'events',
    ...buses.flatMap((bus) => [`event-bus/${bus}`, `rule/${bus}/*`]),
    ...(onDefault ? rules.map((rule) => `rule/${rule}`) : []),
  )(context);
};

const logGroups = (context: ScopeContext): readonly string[] =>
  regional(
    'logs',
    ...context.names
      .of('AWS::Logs::LogGroup')
      .flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]),
  )(context);

const clusters = (context: ScopeContext): readonly string[] => {
  const names = context.names.of('AWS::ECS::Cluster');
  const under = (kind: string): readonly string[] =>
    // `<stack>-*` covers what lies beneath it as well.
    names.map((name) => `${kind}/${name.endsWith('*') ? name : `${name}/*`}`);
  return regional(
    'ecs',
    ...names.map((name) => `cluster/${name}`),
    ...under('service'),
    ...under('service-deployment'),
    'task-definition/*',
  )(context);
};

/** Not `<stack>-*`: the stack that holds the service role may be named so. */
const nestedStacks = (context: ScopeContext): readonly string[] => {
  const nested = context.names
    .ids('AWS::CloudFormation::Stack')
    .map((id) => `stack/${context.place.stackName}-${id}-*`);
  // Athena makes this one for a federated data catalog.
  return regional('cloudformation', ...nested, 'stack/athenafederatedcatalog-*')(context);
};

/** Scopes of what runs. */
export const serviceScopes: readonly ScopeRow[] = [
  {
    sid: 'EventSources',
    service: 'lambda',
    actions: /EventSourceMapping|^ListTags$|^(Tag|Untag)Resource$/,
    resources: anything,
    comment: 'Mappings have ids of their own, which no name can scope.',
  },
  {
    sid: 'Layers',
    service: 'lambda',
    actions: /Layer/,
    resources: (context) => {
      const names = context.names.of('AWS::Lambda::LayerVersion');
      return regional('lambda', ...names.flatMap((name) => [`layer:${name}`, `layer:${name}:*`]))(context);
    },
  },
  {
    sid: 'CodeSigning',
    service: 'lambda',
    actions: /^GetCodeSigningConfig$/,
    resources: regional('lambda', 'code-signing-config:*'),
  },
  {
    sid: 'Functions',
    service: 'lambda',
    resources: named('lambda', 'function:', 'AWS::Lambda::Function'),
  },
  {
    sid: 'LogReads',
    service: 'logs',
    actions: /^Describe|^List(LogDeliveries)$/,
    resources: anything,
  },
  {
    sid: 'LogDelivery',
    service: 'logs',
    actions: /LogDelivery|ResourcePolicy$/,
    resources: anything,
    comment: 'Deliveries and resource policies take no narrower resource.',
  },
  { sid: 'LogGroups', service: 'logs', resources: logGroups },
  { sid: 'QueueList', service: 'sqs', actions: /^ListQueues$/, resources: anything },
  { sid: 'Queues', service: 'sqs', resources: named('sqs', '', 'AWS::SQS::Queue') },
  { sid: 'TopicList', service: 'sns', actions: /^List(Topics|Subscriptions)$/, resources: anything },
  { sid: 'Topics', service: 'sns', resources: named('sns', '', 'AWS::SNS::Topic') },
  { sid: 'Events', service: 'events', resources: eventArns },
  {
    sid: 'LoadBalancer',
    service: 'elasticloadbalancing',
    resources: anything,
    comment: 'Names of load balancers and target groups hold six letters of the stack name at most.',
  },
  {
    sid: 'Containers',
    service: 'ecs',
    actions: /TaskDefinition/,
    resources: anything,
    comment: 'Task definitions cannot be scoped when they are registered.',
  },
  {
    sid: 'Cluster',
    service: 'ecs',
    resources: clusters,
    comment: 'Task definitions have names of their own.',
  },
  {
    sid: 'Api',
    service: 'apigateway',
    resources: ({ place }) => [`arn:${place.partition}:apigateway:${place.region}::/*`],
    comment: 'APIs go by ids of their own.',
  },
  {
    sid: 'Alarms',
    service: 'cloudwatch',
    actions: /Alarm/,
    resources: named('cloudwatch', 'alarm:', 'AWS::CloudWatch::Alarm'),
  },
  {
    sid: 'NestedStacks',
    service: 'cloudformation',
    resources: nestedStacks,
  },
];
