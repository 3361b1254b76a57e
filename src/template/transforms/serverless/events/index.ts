import { isMapping, textOf, type Mapping } from '../../../document/section.ts';
import { attribute, invalidResource, mapAt, ref, type Build, type ServerlessResource } from '../parts.ts';
import { permit, type ServerlessEvent } from './event.ts';
import { addRoute } from './routes.ts';
import { addCallerRole, addFunctionRule, addRule, addSchedule } from './rules.ts';
import {
  addBucketEvent,
  addCognitoTrigger,
  addIotRule,
  addLogEvent,
  addSourceMapping,
  addSubscription,
  sourcePolicies,
} from './sources.ts';

/** Managed policies that a function's events make necessary. */
export function eventPolicies(events: Mapping): readonly string[] {
  const types = Object.values(events).map((event) => (isMapping(event) ? (textOf(event['Type']) ?? '') : ''));
  const policies = types.map((type) => sourcePolicies.get(type)).filter((policy) => policy !== undefined);
  return [...new Set(policies)];
}

const eventsOf = (
  build: Build,
  { id: owner, properties, rest }: ServerlessResource,
  target: Mapping,
): readonly ServerlessEvent[] =>
  Object.entries(mapAt(properties, 'Events')).map(([name, event]) => ({
    build,
    owner,
    id: `${owner}${name}`,
    type: isMapping(event) ? (textOf(event['Type']) ?? '') : '',
    properties: isMapping(event) ? mapAt(event, 'Properties') : {},
    rest,
    target,
  }));

export function addFunctionEvents(
  build: Build,
  resource: ServerlessResource,
  alias: string | undefined,
): void {
  for (const event of eventsOf(build, resource, ref(alias ?? resource.id)))
    addFunctionEvent(event, alias === undefined ? attribute(resource.id, 'Arn') : ref(alias));
}

const addFunctionEvent = (event: ServerlessEvent, targetArn: Mapping): void => {
  switch (event.type) {
    case 'Api':
    case 'HttpApi':
      return addRoute(event, event.type);
    case 'Schedule':
    case 'CloudWatchEvent':
    case 'EventBridgeRule':
      return addFunctionRule(event, targetArn);
    case 'ScheduleV2':
      return addSchedule(event, targetArn, 'lambda:InvokeFunction');
    case 'SQS':
    case 'Kinesis':
    case 'DynamoDB':
    case 'MSK':
    case 'MQ':
    case 'SelfManagedKafka':
    case 'DocumentDB':
      return addSourceMapping(event);
    case 'SNS':
      return addSubscription(event, targetArn);
    case 'S3':
      return addBucketEvent(event, targetArn);
    case 'CloudWatchLogs':
      return addLogEvent(event, targetArn);
    case 'IoTRule':
      return addIotRule(event, targetArn);
    case 'Cognito':
      return addCognitoTrigger(event);
    case 'AlexaSkill':
      return permit(event, 'alexa-appkit.amazon.com');
    default:
      throw unknownEvent(event);
  }
};

/** What starts a state machine calls it by a role. */
export function addStateMachineEvents(build: Build, resource: ServerlessResource): void {
  const targetArn = ref(resource.id);
  for (const event of eventsOf(build, resource, targetArn)) {
    if (event.type === 'ScheduleV2') addSchedule(event, targetArn, 'states:StartExecution');
    else if (['Schedule', 'CloudWatchEvent', 'EventBridgeRule'].includes(event.type)) {
      addRule(event, targetArn, attribute(`${event.id}Role`, 'Arn'));
      addCallerRole(event, 'events.amazonaws.com', 'states:StartExecution', targetArn);
    } else throw unknownEvent(event);
  }
}

const unknownEvent = ({ owner, id, type }: ServerlessEvent): Error =>
  invalidResource(owner, `Event with id [${id.slice(owner.length)}] is invalid. Unknown event type: ${type}`);
