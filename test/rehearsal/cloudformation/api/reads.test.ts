import { describe, expect, it } from 'vitest';
import { startEngine, type TestStackEvent } from '../account.ts';

const many = (count: number): string =>
  `Resources:\n${Array.from({ length: count }, (_, index) => `  T${index}: { Type: AWS::SNS::Topic }`).join('\n')}\n`;

/** What a list of the stack's resources says of each one's drift. */
const driftsTold = async (engine: ReturnType<typeof startEngine>): Promise<readonly string[]> => {
  const { StackResourceSummaries } = await engine.call<{
    StackResourceSummaries: readonly { DriftInformation: { StackResourceDriftStatus: string } }[];
  }>('ListStackResources', { StackName: 'demo' });
  return StackResourceSummaries.map(({ DriftInformation }) => DriftInformation.StackResourceDriftStatus);
};

describe('secret values', () => {
  const template = `
Parameters:
  Secret: { Type: String, NoEcho: true }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Join ['-', [a, !Base64 { Ref: Secret }]], KmsMasterKeyId: !Sub 'x-\${Secret}' } }
  Same: { Type: AWS::SNS::Topic, Properties: { DisplayName: hunter22 } }
`;

  it('are masked in parameters and wherever they are computed from, not where the template spells them out', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: template,
      Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hunter22' }],
    });
    await engine.runToEnd();
    const { Parameters } = await engine.stack('demo');
    expect(Parameters).toEqual([expect.objectContaining({ ParameterKey: 'Secret', ParameterValue: '****' })]);
    const shown = new Map(
      (await engine.events('demo')).map((event) => [event.LogicalResourceId, event.ResourceProperties]),
    );
    expect(shown.get('Topic')).toBe('{"DisplayName":"a-KioqKg==","KmsMasterKeyId":"x-****"}');
    expect(shown.get('Same')).toBe('{"DisplayName":"hunter22"}');
  });

  it('keep their value when the previous one is asked for', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: template,
      Parameters: [{ ParameterKey: 'Secret', ParameterValue: 'hunter22' }],
    });
    await engine.runToEnd();
    const again = { StackName: 'demo', UsePreviousTemplate: true };
    const kept = [{ ParameterKey: 'Secret', UsePreviousValue: true }];
    expect((await engine.refusal('UpdateStack', { ...again, Parameters: kept })).message).toBe(
      'No updates are to be performed.',
    );
    // Sending the mask is a change: that is why nobody must.
    const masked = [{ ParameterKey: 'Secret', ParameterValue: '****' }];
    await engine.call('UpdateStack', { ...again, Parameters: masked });
    await engine.runToEnd();
    expect((await engine.stack('demo')).StackStatus).toBe('UPDATE_COMPLETE');
  });
});

describe('a parameter that names a public image', () => {
  it('resolves to the same image id in every rehearsal', async () => {
    const engine = startEngine();
    const Default = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: `
Parameters: { Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: ${Default} } }
Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref Image } } }
`,
    });
    await engine.runToEnd();
    const { Parameters } = await engine.stack('demo');
    expect(Parameters).toEqual([
      expect.objectContaining({
        ParameterValue: Default,
        ResolvedValue: expect.stringMatching(/^ami-0[0-9a-f]{16}$/) as string,
      }),
    ]);
  });
});

describe('events', () => {
  it('come newest first, a hundred to a page, and a page is not shifted by newer ones', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: many(60) });
    await engine.pass(5500);
    interface Page {
      readonly StackEvents: readonly TestStackEvent[];
      readonly NextToken?: string;
    }
    const first = await engine.call<Page>('DescribeStackEvents', { StackName: 'demo' });
    expect(first.StackEvents.length).toBe(100);
    await engine.runToEnd();
    const second = await engine.call<Page>('DescribeStackEvents', {
      StackName: 'demo',
      NextToken: first.NextToken,
    });
    const all = await engine.events('demo');
    expect(all.length).toBe(60 * 3 + 2);
    const joined = [...first.StackEvents, ...second.StackEvents].reverse().map(({ EventId }) => EventId);
    expect(joined).toEqual(all.slice(0, joined.length).map(({ EventId }) => EventId));
    expect(new Set(all.map(({ EventId }) => EventId)).size).toBe(all.length);
    expect((await engine.refusal('DescribeStackEvents', { StackName: 'demo', NextToken: 'x' })).code).toBe(
      'ValidationError',
    );
  });

  it('have ids that show their kind, and times that never run back', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: 'Resources: { Queue: { Type: AWS::SQS::Queue } }',
    });
    await engine.runToEnd();
    const events = await engine.events('demo');
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(events[0]?.EventId).toMatch(uuid);
    expect(events[1]?.EventId).toMatch(/^Queue-CREATE_IN_PROGRESS-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const checked = events.find(
      (event) => event.DetailedStatus !== undefined && event.LogicalResourceId === 'Queue',
    );
    expect(checked?.EventId).toMatch(/^Queue-[0-9a-f]{8}-/);
    expect(checked?.ResourceProperties).toBeUndefined();
    const times = events.map((event) => event.Timestamp.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('templates', () => {
  it('read back with one question mark for every character outside ASCII', async () => {
    const engine = startEngine();
    const TemplateBody = `Description: "é 🦆 ü"\n${many(1)}`;
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody });
    expect(await engine.call('GetTemplate', { StackName: 'demo' })).toMatchObject({
      TemplateBody: `Description: "? ? ?"\n${many(1)}`,
    });
  });

  it('are summed up without patterns, only allowed values are told', async () => {
    const engine = startEngine();
    const TemplateBody = `
Parameters:
  Mode: { Type: String, Default: A, AllowedValues: [A, B], AllowedPattern: '[AB]' }
Metadata: { Extra: 1 }
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: fixed } }
`;
    expect(await engine.call('GetTemplateSummary', { TemplateBody })).toMatchObject({
      Parameters: [
        {
          ParameterKey: 'Mode',
          ParameterType: 'String',
          ParameterConstraints: { AllowedValues: ['A', 'B'] },
        },
      ],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
      ResourceTypes: ['AWS::IAM::Role'],
      Metadata: '{"Extra":1}',
    });
  });
});

describe('stacks', () => {
  it('are gone by name after a delete and stay readable by id', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: many(1) });
    await engine.runToEnd();
    const { StackId } = await engine.stack('demo');
    await engine.call('DeleteStack', { StackName: 'demo' });
    await engine.runToEnd();
    expect((await engine.refusal('DescribeStacks', { StackName: 'demo' })).message).toBe(
      'Stack with id demo does not exist',
    );
    const gone = await engine.stack(StackId);
    expect(gone.StackStatus).toBe('DELETE_COMPLETE');
    expect(gone).not.toHaveProperty('Outputs', expect.anything());
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: many(1) });
    expect((await engine.stack('demo')).StackId).not.toBe(StackId);
  });

  it('drift when somebody takes a part away', async () => {
    const engine = startEngine();
    await engine.call('CreateStack', {
      StackName: 'demo',
      TemplateBody: 'Resources: { B: { Type: AWS::S3::Bucket }, T: { Type: AWS::SNS::Topic } }',
    });
    await engine.runToEnd();
    engine.account.buckets.clear();
    const { StackDriftDetectionId } = await engine.call<{ StackDriftDetectionId: string }>(
      'DetectStackDrift',
      {
        StackName: 'demo',
      },
    );
    const status = () => engine.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId });
    expect(await status()).toMatchObject({ DetectionStatus: 'DETECTION_IN_PROGRESS' });
    await engine.runToEnd();
    expect(await status()).toMatchObject({ StackDriftStatus: 'DRIFTED', DriftedStackResourceCount: 1 });
    expect(await engine.call('DescribeStackResourceDrifts', { StackName: 'demo' })).toMatchObject({
      StackResourceDrifts: [{ StackResourceDriftStatus: 'DELETED' }, { StackResourceDriftStatus: 'IN_SYNC' }],
    });
    expect(await driftsTold(engine)).toEqual(['DELETED', 'IN_SYNC']);
  });

  it('are told to drift as the last detection saw them, and those it never saw as not checked', async () => {
    const engine = startEngine();
    const TemplateBody = (more: string): string =>
      `Resources: { B: { Type: AWS::S3::Bucket }, C: { Type: Custom::Thing, Properties: { ServiceToken: x } }${more} }`;
    await engine.call('CreateStack', { StackName: 'demo', TemplateBody: TemplateBody('') });
    await engine.runToEnd();
    expect(await driftsTold(engine)).toEqual(['NOT_CHECKED', 'NOT_CHECKED']);
    await engine.call('DetectStackDrift', { StackName: 'demo' });
    await engine.runToEnd();
    engine.account.buckets.clear();
    const later = ', T: { Type: AWS::SNS::Topic }';
    await engine.call('UpdateStack', { StackName: 'demo', TemplateBody: TemplateBody(later) });
    await engine.runToEnd();
    expect(await driftsTold(engine)).toEqual(['IN_SYNC', 'NOT_CHECKED', 'NOT_CHECKED']);
    expect(await engine.call('DescribeStackResourceDrifts', { StackName: 'demo' })).toMatchObject({
      StackResourceDrifts: [{ LogicalResourceId: 'B', StackResourceDriftStatus: 'IN_SYNC' }],
    });
  });

  it('can be there from the start', async () => {
    const engine = startEngine();
    engine.service.seed({
      stackName: 'old',
      template: 'Resources: { B: { Type: AWS::S3::Bucket } }',
      parameters: {},
      minutesAgo: 4320,
      terminationProtection: true,
    });
    expect(await engine.stack('old')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      EnableTerminationProtection: true,
      CreationTime: new Date(Date.UTC(2026, 10, 17)),
    });
    expect(engine.account.buckets.size).toBe(1);
    engine.service.markDrift('old', 'B', { path: '/Tags', expected: 'a', actual: 'b' });
    await engine.call('DetectStackDrift', { StackName: 'old' });
    await engine.runToEnd();
    expect(await engine.stack('old')).toMatchObject({ DriftInformation: { StackDriftStatus: 'DRIFTED' } });
  });
});
