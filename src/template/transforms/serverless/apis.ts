import type { TemplateValue } from '../../../core/template.ts';
import type { Mapping } from '../../document/section.ts';
import { isMapping, textOf } from '../../document/section.ts';
import { implicitApi, implicitHttpApi } from './events/routes.ts';
import {
  add,
  hash,
  picked,
  present,
  ref,
  s3Parts,
  sub,
  type Build,
  type ApiRoute,
  type ServerlessResource,
} from './parts.ts';

const restKept = [
  'ApiKeySourceType',
  'BinaryMediaTypes',
  'Description',
  'DisableExecuteApiEndpoint',
  'FailOnWarnings',
  'MinimumCompressionSize',
  'Mode',
  'Name',
  'Policy',
];
const stageKept = [
  'AccessLogSetting',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'CanarySetting',
  'MethodSettings',
  'TracingEnabled',
  'Variables',
];

/** The REST API with its deployment and stage; a deployment never changes, so its id does. */
export function addApi(build: Build, { id, properties, rest }: ServerlessResource): void {
  const body = properties['DefinitionBody'] ?? bodyOf(build.routes.get(id) ?? [], '2.0');
  const location = s3Parts(properties['DefinitionUri'], ['Bucket', 'Key', 'Version']);
  build.resources.set(id, {
    Type: 'AWS::ApiGateway::RestApi',
    ...rest,
    Properties: {
      ...picked(properties, restKept),
      ...(location === undefined ? { Body: body } : { BodyS3Location: location }),
      ...endpointOf(properties['EndpointConfiguration']),
    },
  });
  const deployment = `${id}Deployment${hash([body, location ?? ''])}`;
  add(build, deployment, rest, {
    Type: 'AWS::ApiGateway::Deployment',
    Properties: {
      RestApiId: ref(id),
      StageName: 'Stage',
      Description: `RestApi deployment id: ${hash(body)}`,
    },
  });
  const stageName = properties['StageName'] ?? 'Prod';
  const stage = `${id}${textOf(stageName)?.replace(/[^A-Za-z0-9]/g, '') ?? ''}Stage`;
  add(build, stage, rest, {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      DeploymentId: ref(deployment),
      RestApiId: ref(id),
      StageName: stageName,
      ...picked(properties, stageKept),
    },
  });
  build.names.set(`${id}.Deployment`, deployment);
  build.names.set(`${id}.Stage`, stage);
}

const endpointOf = (configuration: TemplateValue | undefined): Mapping => {
  if (configuration === undefined) return {};
  if (!isMapping(configuration) || configuration['Type'] === undefined)
    return { EndpointConfiguration: { Types: [configuration] } };
  return {
    EndpointConfiguration: {
      Types: [configuration['Type']],
      ...present({ VpcEndpointIds: configuration['VPCEndpointIds'] }),
    },
  };
};

export function addHttpApi(build: Build, { id, properties, rest }: ServerlessResource): void {
  const location = s3Parts(properties['DefinitionUri'], ['Bucket', 'Key', 'Version']);
  build.resources.set(id, {
    Type: 'AWS::ApiGatewayV2::Api',
    ...rest,
    Properties: {
      ...picked(properties, ['Description', 'DisableExecuteApiEndpoint', 'FailOnWarnings', 'Name']),
      ...(location === undefined
        ? { Body: properties['DefinitionBody'] ?? bodyOf(build.routes.get(id) ?? [], '3.0.1') }
        : { BodyS3Location: location }),
    },
  });
  const stageName = properties['StageName'] ?? '$default';
  const named =
    stageName === '$default' ? 'ApiGatewayDefault' : (textOf(stageName)?.replace(/[^A-Za-z0-9]/g, '') ?? '');
  add(build, `${id}${named}Stage`, rest, {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: ref(id),
      StageName: stageName,
      AutoDeploy: true,
      ...picked(properties, [
        'AccessLogSettings',
        'DefaultRouteSettings',
        'RouteSettings',
        'StageVariables',
        'Tags',
      ]),
    },
  });
  build.names.set(`${id}.Stage`, `${id}${named}Stage`);
}

/** The APIs of functions that name none, known by their fixed names. */
export function addImplicitApis(build: Build): void {
  const empty = { properties: {}, rest: {} };
  if (build.routes.has(implicitApi) && !build.resources.has(implicitApi))
    addApi(build, { ...empty, id: implicitApi, type: 'AWS::Serverless::Api' });
  if (build.routes.has(implicitHttpApi) && !build.resources.has(implicitHttpApi))
    addHttpApi(build, { ...empty, id: implicitHttpApi, type: 'AWS::Serverless::HttpApi' });
}

const bodyOf = (routes: readonly ApiRoute[], version: '2.0' | '3.0.1'): Mapping => {
  const paths = new Map<string, Mapping>();
  for (const route of routes) {
    const method = route.method === 'any' ? 'x-amazon-apigateway-any-method' : route.method;
    paths.set(route.path, { ...paths.get(route.path), [method]: methodOf(route) });
  }
  const title = ref('AWS::StackName');
  return {
    ...(version === '2.0' ? { swagger: version } : { openapi: version }),
    info: { version: '1.0', title },
    paths: Object.fromEntries(paths),
  };
};

/** A route of a function that a condition leaves out goes with it. */
const methodOf = ({ functionId, condition }: ApiRoute): TemplateValue => {
  const method = {
    'x-amazon-apigateway-integration': {
      httpMethod: 'POST',
      type: 'aws_proxy',
      uri: sub(
        `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${functionId}.Arn}/invocations`,
      ),
    },
    responses: {},
  };
  return condition === undefined ? method : { 'Fn::If': [condition, method, ref('AWS::NoValue')] };
};
