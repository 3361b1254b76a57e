import { describe, expect, it } from 'vitest';
import { line, startEngine } from '../account.ts';

const template = `
Parameters:
  Secret: { Type: String, NoEcho: true, Default: hunter2 }
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: { DisplayName: !Sub 'before-\${Secret}-after' }
  Group:
    Type: AWS::Logs::LogGroup
    DependsOn: Topic
    Properties: { LogGroupName: !Sub '/quilt/\${Topic.TopicName}', RetentionInDays: 7 }
Outputs:
  TopicArn: { Value: !Ref Topic }
`;

describe('a create with a secret and a token', () => {
  it('tells every resource in order, masks the secret and carries the token', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: template,
      ClientRequestToken: 'tok',
    });
    await engine.runToEnd();
    const events = await engine.events('demo');
    expect(events.map(line)).toEqual([
      'demo CREATE_IN_PROGRESS User Initiated',
      'Topic CREATE_IN_PROGRESS',
      'Topic CREATE_IN_PROGRESS Resource creation Initiated',
      'Topic CREATE_COMPLETE',
      'Group CREATE_IN_PROGRESS',
      'Group CREATE_IN_PROGRESS Resource creation Initiated',
      'Group CREATE_COMPLETE',
      'demo CREATE_COMPLETE',
    ]);
    expect(events[1]?.ResourceProperties).toBe('{"DisplayName":"before-****-after"}');
    expect(new Set(events.map((event) => event.ClientRequestToken))).toEqual(new Set(['tok']));
  });
});
