import { describe, expect, it } from 'vitest';
import { repliesOf } from '../../../../src/rehearsal/account/scenario/assumed.ts';
import { startEngine } from '../account.ts';

type Engine = ReturnType<typeof startEngine>;

/** The stack's outputs, by key. */
const outputsOf = async (engine: Engine, TemplateBody: string): Promise<Readonly<Record<string, string>>> => {
  await engine.call('CreateStack', { StackName: 'demo', TemplateBody });
  await engine.runToEnd();
  const { StackStatus, Outputs = [] } = await engine.stack('demo');
  expect(StackStatus).toBe('CREATE_COMPLETE');
  return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
};

describe('an attribute', () => {
  it('may be any property where the type is older than the registry, as it is now', async () => {
    const engine = startEngine();
    const template = (value: string): string => `
Resources:
  Size: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: ${value}, Tier: Standard } }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: for tests } }
Outputs:
  Tier: { Value: !GetAtt Size.Tier }
  Size: { Value: !GetAtt Size.Value }
  Group: { Value: !GetAtt Group.GroupDescription }
  Name: { Value: !GetAtt Group.GroupName }`;
    const outputs = await outputsOf(engine, template('small'));
    expect(outputs).toMatchObject({ Tier: 'Standard', Size: 'small', Group: 'for tests' });
    expect(outputs['Name']).not.toBe('');
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: template('large') });
    await engine.runToEnd();
    const { Outputs } = await engine.stack('demo');
    expect(Outputs?.find(({ OutputKey }) => OutputKey === 'Size')?.OutputValue).toBe('large');
  });

  it('is none where the type names its attributes', async () =>
    expect(
      await startEngine().refusal('CreateStack', {
        StackName: 'demo',
        TemplateBody:
          'Resources: { Data: { Type: AWS::S3::Bucket } }\nOutputs: { Name: { Value: !GetAtt Data.BucketName } }',
      }),
    ).toMatchObject({
      message: 'Template error: resource Data does not support attribute type BucketName in Fn::GetAtt',
    }));

  const lookup = `
Resources:
  Lookup: { Type: Custom::Subnets, Properties: { ServiceToken: arn } }
Outputs:
  All: { Value: !Join [' ', !GetAtt Lookup.Ids] }
  Second: { Value: !Select [1, !GetAtt Lookup.Ids] }
  Zone: { Value: !GetAtt Lookup.Zone }`;

  it('of a custom resource is a list where the template reads one', async () => {
    const outputs = await outputsOf(startEngine(), lookup);
    expect(outputs['All']?.split(' ')).toHaveLength(2);
    expect(outputs['Second']).toBe(outputs['All']?.split(' ')[1]);
    expect(outputs['Zone']).toBe('lookup-zone');
  });

  it('of a custom resource is what was given for it, at its commas where it is a list', async () => {
    const replies = repliesOf(['Lookup.Ids=subnet-1,subnet-2,subnet-3', 'Lookup.Zone=a,b']);
    expect(await outputsOf(startEngine({ replies }), lookup)).toEqual({
      All: 'subnet-1 subnet-2 subnet-3',
      Second: 'subnet-2',
      Zone: 'a,b',
    });
  });
});

describe('a target group', () => {
  const group =
    '{ Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Port: 80, Protocol: HTTP, VpcId: vpc-1 } }';
  const listener = (to: string): string => `
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Web, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ${to} }] }`;
  const rule = `
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 1
      Conditions: [{ Field: path-pattern, Values: [/a] }]
      Actions: [{ Type: forward, ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Two }] } }]`;
  const template = (...ways: readonly string[]): string => `
Resources:
  Web: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: network } }
  One: ${group}
  Two: ${group}${ways.join('')}
Outputs:
  Web: { Value: !Ref Web }
  One: { Value: !Join [',', !GetAtt One.LoadBalancerArns] }
  Two: { Value: !Join [',', !GetAtt Two.LoadBalancerArns] }`;

  it('answers with the balancers whose listeners and rules lead to it, made after it', async () => {
    const { Web, One, Two } = await outputsOf(startEngine(), template(listener('One'), rule));
    expect([One, Two]).toEqual([Web, Web]);
  });

  it('forgets a balancer once no listener and no rule leads from it any more', async () => {
    const engine = startEngine();
    await outputsOf(engine, template(listener('Two'), rule));
    /** How many ways lead to each. */
    const after = async (...ways: readonly string[]) => {
      await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: template(...ways) });
      await engine.runToEnd();
      const groups = [...engine.account.targetGroups.values()].sort((a, b) => a.name.localeCompare(b.name));
      return groups.map(({ ledFrom }) => ledFrom.size);
    };
    expect(await after(listener('Two'))).toEqual([0, 1]);
    expect(await after(listener('One'))).toEqual([1, 0]);
    expect(await after()).toEqual([0, 0]);
  });
});

it('properties that are AWS::NoValue as a whole are none', async () =>
  expect(
    await outputsOf(
      startEngine(),
      'Resources: { Queue: { Type: AWS::SQS::Queue, Properties: !Ref AWS::NoValue } }',
    ),
  ).toEqual({}));
