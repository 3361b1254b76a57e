import type { TemplateValue } from '../../../../core/template.ts';
import { textOf } from '../../../document/section.ts';
import { add, attribute, mapAt, picked, present } from '../parts.ts';
import { trustFor } from '../role.ts';
import { permit, type ServerlessEvent } from './event.ts';

const states = new Map<string | undefined, string>([
  ['true', 'ENABLED'],
  ['false', 'DISABLED'],
]);

/** Schedule and EventBridgeRule alike: a rule that may call the function. */
export function addRule(event: ServerlessEvent, targetArn: TemplateValue, role?: TemplateValue): void {
  const { build, id, properties, rest } = event;
  const enabled = textOf(properties['Enabled']);
  add(build, id, rest, {
    Type: 'AWS::Events::Rule',
    Properties: present({
      Name: properties['Name'] ?? properties['RuleName'],
      Description: properties['Description'],
      EventBusName: properties['EventBusName'],
      EventPattern: properties['Pattern'],
      ScheduleExpression: properties['Schedule'],
      State: properties['State'] ?? states.get(enabled),
      Targets: [
        {
          Arn: targetArn,
          Id: textOf(mapAt(properties, 'Target')['Id']) ?? `${event.owner}LambdaTarget`,
          ...present({ RoleArn: role }),
          ...picked(properties, ['Input', 'InputPath', 'RetryPolicy']),
        },
      ],
    }),
  });
}

export function addFunctionRule(event: ServerlessEvent, targetArn: TemplateValue): void {
  addRule(event, targetArn);
  permit(event, 'events.amazonaws.com', { SourceArn: attribute(event.id, 'Arn') });
}

/** EventBridge Scheduler calls by a role and needs no permission. */
export function addSchedule(event: ServerlessEvent, targetArn: TemplateValue, action: string): void {
  const { build, id, properties, rest } = event;
  const own = properties['RoleArn'];
  add(build, id, rest, {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ...picked(properties, [
        'Description',
        'EndDate',
        'GroupName',
        'KmsKeyArn',
        'Name',
        'StartDate',
        'State',
      ]),
      ...present({
        ScheduleExpression: properties['ScheduleExpression'],
        ScheduleExpressionTimezone: properties['ScheduleExpressionTimezone'],
      }),
      FlexibleTimeWindow: properties['FlexibleTimeWindow'] ?? { Mode: 'OFF' },
      Target: present({
        Arn: targetArn,
        RoleArn: own ?? attribute(`${id}Role`, 'Arn'),
        Input: properties['Input'],
        RetryPolicy: properties['RetryPolicy'],
      }),
    },
  });
  if (own === undefined) addCallerRole(event, 'scheduler.amazonaws.com', action, targetArn);
}

/** A role with which a service calls the target. */
export function addCallerRole(
  { build, id, rest }: ServerlessEvent,
  service: string,
  action: string,
  targetArn: TemplateValue,
): void {
  add(build, `${id}Role`, rest, {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trustFor(service),
      Policies: [
        {
          PolicyName: `${id}Policy`,
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: action, Resource: targetArn }],
          },
        },
      ],
    },
  });
}
