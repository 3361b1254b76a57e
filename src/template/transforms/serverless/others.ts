import { isMapping, textOf } from '../../document/section.ts';
import { addStateMachineEvents } from './events/index.ts';
import {
  add,
  attribute,
  hash,
  invalidResource,
  mapAt,
  notAnS3Uri,
  picked,
  present,
  s3Parts,
  tagList,
  type Build,
  type ServerlessResource,
} from './parts.ts';
import { roleOf } from './role.ts';

const keyTypes: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' };

export function addSimpleTable(build: Build, { id, properties, rest }: ServerlessResource): void {
  const key = mapAt(properties, 'PrimaryKey');
  const AttributeName = key['Name'] ?? 'id';
  const AttributeType = keyTypes[textOf(key['Type']) ?? 'String'] ?? 'S';
  const throughput = properties['ProvisionedThroughput'];
  build.resources.set(id, {
    Type: 'AWS::DynamoDB::Table',
    ...rest,
    Properties: {
      AttributeDefinitions: [{ AttributeName, AttributeType }],
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      ...(throughput === undefined
        ? { BillingMode: 'PAY_PER_REQUEST' }
        : { ProvisionedThroughput: throughput }),
      ...picked(properties, ['TableName', 'SSESpecification', 'PointInTimeRecoverySpecification']),
      ...(isMapping(properties['Tags'])
        ? { Tags: Object.entries(properties['Tags']).map(([Key, Value]) => ({ Key, Value })) }
        : {}),
    },
  });
}

/** A layer version never changes: another content is another resource, and the old one is kept. */
export function addLayerVersion(build: Build, { id, properties, rest }: ServerlessResource): void {
  const Content = s3Parts(properties['ContentUri'], ['S3Bucket', 'S3Key', 'S3ObjectVersion']);
  if (Content === undefined) throw notAnS3Uri(id, 'ContentUri');
  const hashed = `${id}${hash([properties])}`;
  const policy = textOf(properties['RetentionPolicy']) === 'Delete' ? 'Delete' : 'Retain';
  build.resources.set(hashed, {
    Type: 'AWS::Lambda::LayerVersion',
    ...rest,
    DeletionPolicy: policy,
    Properties: {
      Content,
      LayerName: properties['LayerName'] ?? id,
      ...picked(properties, ['CompatibleArchitectures', 'CompatibleRuntimes', 'Description', 'LicenseInfo']),
    },
  });
  build.names.set(id, hashed);
}

export function addStateMachine(build: Build, resource: ServerlessResource): void {
  const { id, properties, rest } = resource;
  const { Definition: definition, DefinitionUri: uri } = properties;
  const location = s3Parts(uri, ['Bucket', 'Key', 'Version']);
  if (definition === undefined && location === undefined)
    throw invalidResource(id, "Either 'Definition' or 'DefinitionUri' property must be specified.");
  build.resources.set(id, {
    Type: 'AWS::StepFunctions::StateMachine',
    ...rest,
    Properties: {
      ...(location === undefined ? present({ Definition: definition }) : { DefinitionS3Location: location }),
      RoleArn: properties['Role'] ?? attribute(`${id}Role`, 'Arn'),
      ...present({
        StateMachineName: properties['Name'],
        StateMachineType: properties['Type'],
        LoggingConfiguration: properties['Logging'],
        TracingConfiguration: properties['Tracing'],
        Tags: tagList(mapAt(properties, 'Tags'), 'stateMachine:createdBy'),
      }),
      ...picked(properties, ['DefinitionSubstitutions']),
    },
  });
  if (properties['Role'] === undefined) {
    const request = { id, service: 'states.amazonaws.com', base: [], mark: 'stateMachine:createdBy' };
    add(build, `${id}Role`, rest, roleOf(properties, request));
  }
  addStateMachineEvents(build, resource);
}

/** An application at a URL is a nested stack; one of the repository is not to be had here. */
export function addApplication(build: Build, { id, properties, rest }: ServerlessResource): void {
  const location = textOf(properties['Location']);
  if (location === undefined)
    throw invalidResource(id, 'Application could not be resolved in the Serverless Application Repository.');
  build.resources.set(id, {
    Type: 'AWS::CloudFormation::Stack',
    ...rest,
    Properties: {
      TemplateURL: location,
      ...picked(properties, ['NotificationARNs', 'Parameters']),
      ...present({ TimeoutInMinutes: properties['TimeoutInMinutes'] }),
      Tags: tagList(mapAt(properties, 'Tags'), 'lambda:createdBy'),
    },
  });
}
