import type { TemplateValue } from '../../../core/template.ts';
import { isMapping, textOf, type Mapping } from '../../document/section.ts';
import { add, invalidResource, listOf, mapAt, ref, type Build, type ServerlessResource } from './parts.ts';

interface ConnectorEnds {
  readonly id: string;
  readonly owner: Mapping;
  readonly source: Mapping;
  readonly destination: Mapping;
  readonly permissions: readonly string[];
}

const typeOf = ({ resources }: Build, end: Mapping): string =>
  textOf(end['Type']) ?? textOf(resources.get(textOf(end['Id']) ?? '')?.['Type']) ?? '';

/** Types that act by a role of their own. */
const actsByRole = /^AWS::(Lambda::Function|Serverless::Function|StepFunctions::StateMachine)$/;

/** Of the end that acts: SAM's own role for it, or one that the template names. */
const rolesOf = ({ resources }: Build, end: Mapping): readonly TemplateValue[] => {
  const id = textOf(end['Id']) ?? '';
  if (resources.has(`${id}Role`)) return [ref(`${id}Role`)];
  const given = mapAt(resources.get(id) ?? {}, 'Properties');
  const [role] = [given['Role'], given['RoleArn']].filter(isMapping).map((one) => one['Fn::GetAtt']);
  const [named] = Array.isArray(role) ? (role as readonly TemplateValue[]) : [textOf(role)?.split('.')[0]];
  const name = textOf(named ?? null);
  return name === undefined ? [] : [ref(name)];
};

/** Which actions exactly matters to nobody here. */
const documentFor = (principal?: string): Mapping => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      ...(principal === undefined ? {} : { Principal: { Service: principal } }),
    },
  ],
});

const principals: readonly (readonly [type: RegExp, principal: string])[] = [
  [/^AWS::S3::/, 's3.amazonaws.com'],
  [/^AWS::SNS::/, 'sns.amazonaws.com'],
  [/^AWS::ApiGateway/, 'apigateway.amazonaws.com'],
  [/^AWS::Events::Rule/, 'events.amazonaws.com'],
  [/^AWS::AppSync::GraphQLApi/, 'appsync.amazonaws.com'],
];

/** What SAM calls what it makes, by the end that has to allow the other. */
const allow = (build: Build, connection: ConnectorEnds): void => {
  const { id, owner, source, destination, permissions } = connection;
  const to = typeOf(build, destination);
  const principal = principals.find(([type]) => type.test(typeOf(build, source)))?.[1];
  const target = ref(textOf(destination['Id']) ?? '');
  const PolicyDocument = documentFor(principal);
  if (principal !== undefined && to.endsWith('::Function'))
    for (const permission of permissions)
      add(build, `${id}${permission}LambdaPermission`, owner, {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', FunctionName: target, Principal: principal },
      });
  else if (principal !== undefined && to === 'AWS::SQS::Queue')
    add(build, `${id}QueuePolicy`, owner, {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { PolicyDocument, Queues: [target] },
    });
  else if (principal !== undefined && to === 'AWS::SNS::Topic')
    add(build, `${id}TopicPolicy`, owner, {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { PolicyDocument, Topics: [target] },
    });
  else
    add(build, `${id}Policy`, owner, {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument,
        Roles: rolesOf(build, actsByRole.test(typeOf(build, source)) ? source : destination),
      },
    });
};

/** One resource may lead to several. */
const connect = (build: Build, id: string, owner: Mapping, source: Mapping, properties: Mapping): void => {
  const ends = listOf(properties['Destination']).filter(isMapping);
  if (ends.length === 0) throw invalidResource(id, "Missing required property 'Destination'.");
  const permissions = listOf(properties['Permissions']).flatMap((one) => textOf(one) ?? []);
  for (const [at, destination] of ends.entries()) {
    const own = ends.length === 1 ? id : `${id}Destination${at + 1}`;
    allow(build, { id: own, owner, source, destination, permissions });
  }
};

export function addConnector(build: Build, { id, properties, rest }: ServerlessResource): void {
  connect(build, id, rest, mapAt(properties, 'Source'), properties);
}

/** `Connectors` of a resource itself, which CloudFormation does not know. */
export function addOwnConnectors(build: Build, section: Mapping): void {
  for (const [id, body] of Object.entries(section)) {
    const connectors = isMapping(body) ? mapAt(body, 'Connectors') : {};
    for (const [name, connector] of Object.entries(connectors))
      if (isMapping(body) && isMapping(connector))
        connect(build, `${id}${name}`, body, { Id: id }, mapAt(connector, 'Properties'));
  }
  for (const [id, { Connectors: connectors, ...body }] of build.resources)
    if (connectors !== undefined) build.resources.set(id, body);
}
