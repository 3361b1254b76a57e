import { textOf } from '../model/values.ts';
import { arn, givenOr, type Maker } from './making.ts';

export const messagingMakers: Readonly<Record<string, Maker>> = {
  'AWS::SQS::Queue': (making) => {
    const fifo = textOf(making.properties, 'FifoQueue') === 'true';
    const name = textOf(making.properties, 'QueueName') ?? givenOr(making, '', 75) + (fifo ? '.fifo' : '');
    const url = `https://sqs.${making.region}.${making.account.dnsSuffix}/${making.account.id}/${name}`;
    return {
      physicalId: url,
      attributes: { Arn: arn(making, 'sqs', name), QueueName: name, QueueUrl: url },
    };
  },
  'AWS::SNS::Topic': (making) => {
    const name = givenOr(making, 'TopicName', 256);
    const id = arn(making, 'sns', name);
    return { physicalId: id, attributes: { TopicArn: id, TopicName: name } };
  },
  'AWS::SNS::Subscription': (making) => {
    const topic = textOf(making.properties, 'TopicArn') ?? arn(making, 'sns', making.logicalId);
    const id = `${topic}:${making.identifiers.uuid()}`;
    return { physicalId: id, attributes: { Arn: id } };
  },
  'AWS::Events::EventBus': (making) => {
    const name = givenOr(making, 'Name', 256);
    return {
      physicalId: name,
      attributes: { Arn: arn(making, 'events', `event-bus/${name}`), Name: name, Policy: '' },
    };
  },
  /** On a bus of one's own the id is `bus|rule`, on the default one just the rule's name. */
  'AWS::Events::Rule': (making) => {
    const name = givenOr(making, 'Name', 64);
    const given = textOf(making.properties, 'EventBusName');
    const bus = given?.split('event-bus/').pop();
    const custom = bus !== undefined && bus !== 'default';
    return {
      physicalId: custom ? `${bus}|${name}` : name,
      attributes: {
        Arn: arn(making, 'events', custom ? `rule/${bus}/${name}` : `rule/${name}`),
        RuleName: name,
      },
    };
  },
  'AWS::Logs::LogGroup': (making) => {
    const name = givenOr(making, 'LogGroupName', 512);
    return { physicalId: name, attributes: { Arn: `${arn(making, 'logs', `log-group:${name}`)}:*` } };
  },
  'AWS::CloudTrail::Trail': (making) => {
    const name = givenOr(making, 'TrailName', 128);
    return {
      physicalId: name,
      attributes: {
        Arn: arn(making, 'cloudtrail', `trail/${name}`),
        SnsTopicArn: arn(making, 'sns', textOf(making.properties, 'SnsTopicName') ?? name),
      },
    };
  },
};
