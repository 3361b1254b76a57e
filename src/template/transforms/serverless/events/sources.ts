import type { TemplateValue } from '../../../../core/template.ts';
import type { Mapping } from '../../../document/section.ts';
import { isMapping, textOf } from '../../../document/section.ts';
import { add, attribute, invalidResource, listOf, mapAt, picked, present, ref, sub } from '../parts.ts';
import { permit, type ServerlessEvent } from './event.ts';

/** Streams and queues that Lambda itself reads, with the policy that lets it. */
export const sourcePolicies: ReadonlyMap<string, string> = new Map([
  ['SQS', 'service-role/AWSLambdaSQSQueueExecutionRole'],
  ['Kinesis', 'service-role/AWSLambdaKinesisExecutionRole'],
  ['DynamoDB', 'service-role/AWSLambdaDynamoDBExecutionRole'],
  ['MSK', 'service-role/AWSLambdaMSKExecutionRole'],
]);

const mapped = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'FilterCriteria',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'ScalingConfig',
  'SourceAccessConfigurations',
  'StartingPosition',
  'Topics',
  'TumblingWindowInSeconds',
];

export function addSourceMapping(event: ServerlessEvent): void {
  const { build, id, properties, rest, target } = event;
  const source = properties['Queue'] ?? properties['Stream'] ?? properties['Broker'] ?? properties['Cluster'];
  add(build, id, rest, {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      ...present({ EventSourceArn: source, FunctionName: target }),
      ...picked(properties, mapped),
    },
  });
}

export function addSubscription(event: ServerlessEvent, targetArn: TemplateValue): void {
  const { build, id, properties, rest } = event;
  add(build, id, rest, {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      Endpoint: targetArn,
      Protocol: 'lambda',
      ...present({ TopicArn: properties['Topic'] }),
      ...picked(properties, ['FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy', 'Region']),
    },
  });
  permit(event, 'sns.amazonaws.com', { SourceArn: properties['Topic'] });
}

/** The bucket tells the function, so it is the bucket that changes; it must be in the same template. */
export function addBucketEvent(event: ServerlessEvent, targetArn: TemplateValue): void {
  const { build, owner, id, properties } = event;
  const bucketId = textOf(mapAt(properties, 'Bucket')['Ref']) ?? '';
  const bucket = build.resources.get(bucketId);
  if (bucket === undefined)
    throw invalidResource(
      owner,
      `Event with id [${id.slice(owner.length)}] is invalid. S3 events must reference an S3 bucket in the same template.`,
    );
  permit(event, 's3.amazonaws.com', { SourceAccount: ref('AWS::AccountId') });
  const own = mapAt(bucket, 'Properties');
  const configuration = mapAt(own, 'NotificationConfiguration');
  const configurations = listOf(properties['Events']).map((Event): TemplateValue => ({
    Event,
    Function: targetArn,
    ...present({ Filter: properties['Filter'] }),
  }));
  build.resources.set(bucketId, {
    ...bucket,
    DependsOn: [...listOf(bucket['DependsOn']), `${id}Permission`],
    Properties: {
      ...own,
      NotificationConfiguration: {
        ...configuration,
        LambdaConfigurations: [...listOf(configuration['LambdaConfigurations']), ...configurations],
      },
    },
  });
}

export function addLogEvent(event: ServerlessEvent, targetArn: TemplateValue): void {
  const { build, id, properties, rest } = event;
  add(build, id, rest, {
    Type: 'AWS::Logs::SubscriptionFilter',
    DependsOn: [`${id}Permission`],
    Properties: {
      DestinationArn: targetArn,
      ...picked(properties, ['FilterPattern', 'LogGroupName']),
    },
  });
  const group = textOf(properties['LogGroupName']);
  const source: Mapping =
    group === undefined && isMapping(properties['LogGroupName'])
      ? { 'Fn::Sub': [logArn('${__LogGroupName__}'), { __LogGroupName__: properties['LogGroupName'] }] }
      : sub(logArn(group ?? ''));
  permit(event, 'logs.amazonaws.com', { SourceArn: source });
}

const logArn = (group: string): string =>
  `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${group}:*`;

export function addIotRule(event: ServerlessEvent, targetArn: TemplateValue): void {
  const { build, id, properties, rest } = event;
  add(build, id, rest, {
    Type: 'AWS::IoT::TopicRule',
    Properties: {
      TopicRulePayload: {
        Actions: [{ Lambda: { FunctionArn: targetArn } }],
        RuleDisabled: false,
        ...picked(properties, ['Sql', 'AwsIotSqlVersion']),
      },
    },
  });
  permit(event, 'iot.amazonaws.com', {
    SourceArn: sub(`arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:rule/\${${id}}`),
  });
}

export function addCognitoTrigger(event: ServerlessEvent): void {
  const pool = textOf(mapAt(event.properties, 'UserPool')['Ref']) ?? '';
  permit(event, 'cognito-idp.amazonaws.com', { SourceArn: attribute(pool, 'Arn') });
}
