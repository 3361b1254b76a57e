import type { TemplateValue } from '../../../core/template.ts';
import type { Mapping } from '../../document/section.ts';
import { isMapping, textOf } from '../../document/section.ts';
import { addFunctionEvents, eventPolicies } from './events/index.ts';
import {
  add,
  attribute,
  hash,
  invalidResource,
  mapAt,
  notAnS3Uri,
  picked,
  present,
  ref,
  s3Parts,
  tagList,
  type Build,
  type ServerlessResource,
} from './parts.ts';
import { managed, roleOf } from './role.ts';

const kept = [
  'Architectures',
  'CodeSigningConfigArn',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FileSystemConfigs',
  'FunctionName',
  'Handler',
  'ImageConfig',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'RecursiveLoop',
  'Runtime',
  'RuntimeManagementConfig',
  'SnapStart',
  'Timeout',
  'VpcConfig',
];

/** A function, its role, its version and alias, and what calls it. */
export function addFunction(build: Build, resource: ServerlessResource): void {
  const { id, properties, rest } = resource;
  const code = codeOf(id, properties);
  build.resources.set(id, {
    Type: 'AWS::Lambda::Function',
    ...rest,
    Properties: {
      Code: code,
      ...picked(properties, kept),
      ...present({
        Role: properties['Role'] ?? attribute(`${id}Role`, 'Arn'),
        ReservedConcurrentExecutions: properties['ReservedConcurrentExecutions'],
        TracingConfig: properties['Tracing'] === undefined ? undefined : { Mode: properties['Tracing'] },
        DeadLetterConfig:
          properties['DeadLetterQueue'] === undefined
            ? undefined
            : { TargetArn: mapAt(properties, 'DeadLetterQueue')['TargetArn'] ?? '' },
        Tags: tagList(mapAt(properties, 'Tags'), 'lambda:createdBy'),
      }),
    },
  });
  if (properties['Role'] === undefined) addRole(build, resource);
  const alias = textOf(properties['AutoPublishAlias']);
  if (alias !== undefined) addAlias(build, resource, alias, code);
  addFunctionEvents(build, resource, alias === undefined ? undefined : `${id}Alias${alias}`);
  if (isMapping(properties['FunctionUrlConfig'])) addUrl(build, resource, properties['FunctionUrlConfig']);
}

const addRole = (build: Build, { id, properties, rest }: ServerlessResource): void => {
  const base: TemplateValue[] = [managed('service-role/AWSLambdaBasicExecutionRole')];
  if (properties['VpcConfig'] !== undefined)
    base.push(managed('service-role/AWSLambdaVPCAccessExecutionRole'));
  if (properties['Tracing'] !== undefined) base.push(managed('AWSXRayDaemonWriteAccess'));
  base.push(...eventPolicies(mapAt(properties, 'Events')).map(managed));
  const request = { id, service: 'lambda.amazonaws.com', base, mark: 'lambda:createdBy' };
  add(build, `${id}Role`, rest, roleOf(properties, request));
};

const codeOf = (id: string, properties: Mapping): Mapping => {
  const { InlineCode: inline, CodeUri: uri, ImageUri: image } = properties;
  if (inline !== undefined) return { ZipFile: inline };
  if (image !== undefined) return { ImageUri: image };
  if (properties['PackageType'] === 'Image') throw invalidResource(id, "'ImageUri' must be set.");
  const code = s3Parts(uri, ['S3Bucket', 'S3Key', 'S3ObjectVersion']);
  if (code !== undefined) return code;
  throw uri === undefined
    ? invalidResource(id, "Missing required property 'CodeUri'.")
    : notAnS3Uri(id, 'CodeUri');
};

/** A published version is never taken away: it may still be called. */
const addAlias = (
  build: Build,
  { id, properties, rest }: ServerlessResource,
  alias: string,
  code: Mapping,
): void => {
  const version = `${id}Version${hash(properties['AutoPublishCodeSha256'] ?? code)}`;
  add(build, version, rest, {
    Type: 'AWS::Lambda::Version',
    DeletionPolicy: 'Retain',
    Properties: present({ FunctionName: ref(id), Description: properties['VersionDescription'] }),
  });
  add(build, `${id}Alias${alias}`, rest, {
    Type: 'AWS::Lambda::Alias',
    Properties: present({
      Name: alias,
      FunctionName: ref(id),
      FunctionVersion: attribute(version, 'Version'),
      ProvisionedConcurrencyConfig: properties['ProvisionedConcurrencyConfig'],
    }),
  });
  build.names.set(`${id}.Version`, version);
  build.names.set(`${id}.Alias`, `${id}Alias${alias}`);
};

const addUrl = (build: Build, { id, rest }: ServerlessResource, config: Mapping): void => {
  add(build, `${id}Url`, rest, {
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: ref(id), ...picked(config, ['AuthType', 'Cors', 'InvokeMode']) },
  });
  if (config['AuthType'] !== 'NONE') return;
  add(build, `${id}UrlPublicPermissions`, rest, {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunctionUrl',
      FunctionName: ref(id),
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    },
  });
};
