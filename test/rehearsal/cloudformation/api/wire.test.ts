import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RehearsalAccount } from '../../../../src/rehearsal/index.ts';
import { rehearsalAccount } from '../../../helpers/account.ts';

/** Every operation once through the real wire, with AWS's own client. */
describe('the SDK client over the wire', () => {
  let account: RehearsalAccount;
  let client: CloudFormation;
  const StackName = 'wire';
  const body = (words: string, more = ''): string =>
    `Parameters: { Secret: { Type: String, NoEcho: true, Default: s } }
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${words} } }
${more}Outputs: { Topic: { Value: !Ref Topic, Export: { Name: wire-topic } } }
`;
  /** Served at `max`, an operation is complete at the next read. */
  const status = async (): Promise<string | undefined> =>
    (await client.describeStacks({ StackName })).Stacks?.[0]?.StackStatus;

  beforeAll(async () => {
    account = await rehearsalAccount({
      scenario: 'empty',
      serve: true,
    });
    const { region, endpoint, credentials } = account;
    client = new CloudFormation({ region, endpoint, credentials, maxAttempts: 1 });
  });
  afterAll(() => account.close());

  it('creates, with dates as dates and an id for the operation', async () => {
    const made = await client.createStack({
      StackName,
      TemplateBody: body('a'),
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(made.OperationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await status()).toBe('CREATE_COMPLETE');
    const { Stacks } = await client.describeStacks({ StackName });
    expect(Stacks?.[0]).toMatchObject({
      StackId: made.StackId,
      EnableTerminationProtection: false,
      Tags: [{ Key: 'k', Value: 'v' }],
      Parameters: [{ ParameterKey: 'Secret', ParameterValue: '****' }],
      Outputs: [{ OutputKey: 'Topic', ExportName: 'wire-topic' }],
      LastOperations: [{ OperationType: 'CREATE_STACK', OperationId: made.OperationId }],
    });
    expect(Stacks?.[0]?.CreationTime).toBeInstanceOf(Date);
    expect((await client.listStacks({})).StackSummaries?.map((one) => one.StackName)).toEqual([StackName]);
    expect((await client.listExports({})).Exports).toMatchObject([{ Name: 'wire-topic' }]);
    await expect(client.listImports({ ExportName: 'wire-topic' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: "Export 'wire-topic' is not imported by any stack.",
    });
  });

  it('tells events and resources', async () => {
    const { StackEvents } = await client.describeStackEvents({ StackName });
    expect(StackEvents?.[0]).toMatchObject({
      LogicalResourceId: StackName,
      ResourceStatus: 'CREATE_COMPLETE',
    });
    expect(StackEvents?.at(-2)).toMatchObject({
      PhysicalResourceId: '',
      ResourceProperties: '{"DisplayName":"a"}',
    });
    const { OperationEvents } = await client.describeEvents({ StackName });
    expect(new Set(OperationEvents?.map((event) => event.EventType))).toEqual(
      new Set(['STACK_EVENT', 'PROGRESS']),
    );
    const named = { StackName, LogicalResourceId: 'Topic' };
    const { StackResourceDetail } = await client.describeStackResource(named);
    expect(StackResourceDetail?.PhysicalResourceId).toMatch(
      /^arn:aws:sns:us-east-1:\d{12}:wire-Topic-\w{12}$/,
    );
    expect((await client.describeStackResources({ StackName })).StackResources?.length).toBe(1);
    expect((await client.listStackResources({ StackName })).StackResourceSummaries?.[0]).toMatchObject({
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    });
    await expect(client.describeStackResource({ StackName, LogicalResourceId: 'X' })).rejects.toThrow(
      'Resource X does not exist for stack wire',
    );
  });

  it('plans, shows the plan with its values, and carries it out', async () => {
    const ChangeSetName = 'plan';
    const TemplateBody = body('b', '  Queue: { Type: AWS::SQS::Queue }\n');
    const made = await client.createChangeSet({ StackName, ChangeSetName, TemplateBody });
    const shown = await client.describeChangeSet({ ChangeSetName: made.Id, IncludePropertyValues: true });
    expect(shown.Changes?.map((change) => change.ResourceChange?.Action)).toEqual(['Modify', 'Add']);
    expect(shown.Changes?.[0]?.ResourceChange?.Details?.[0]?.Target).toMatchObject({
      Path: '/Properties/DisplayName',
      BeforeValue: 'a',
      AfterValue: 'b',
    });
    expect((await client.listChangeSets({ StackName })).Summaries).toMatchObject([
      { ExecutionStatus: 'AVAILABLE' },
    ]);
    expect((await client.getTemplate({ StackName, ChangeSetName })).TemplateBody).toBe(TemplateBody);
    await client.executeChangeSet({ ChangeSetName: made.Id, DisableRollback: false });
    expect(await status()).toBe('UPDATE_COMPLETE');
    await expect(client.describeChangeSet({ StackName, ChangeSetName })).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
    });
  });

  it('refuses in the shapes the client knows', async () => {
    await expect(client.createStack({ StackName, TemplateBody: body('a') })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    await expect(
      client.createStack({
        StackName: 'other',
        TemplateBody:
          'Resources: { R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } } }',
      }),
    ).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
  });

  it('protects, drifts, guards by policy, and deletes', async () => {
    await client.updateTerminationProtection({ StackName, EnableTerminationProtection: true });
    await expect(client.deleteStack({ StackName })).rejects.toThrow(/TerminationProtection is enabled/);
    await client.updateTerminationProtection({ StackName, EnableTerminationProtection: false });
    await client.setStackPolicy({ StackName, StackPolicyBody: '{"Statement":[]}' });
    expect((await client.getStackPolicy({ StackName })).StackPolicyBody).toBe('{"Statement":[]}');
    const { StackDriftDetectionId } = await client.detectStackDrift({ StackName });
    expect(await client.describeStackDriftDetectionStatus({ StackDriftDetectionId })).toMatchObject({
      DetectionStatus: 'DETECTION_COMPLETE',
      StackDriftStatus: 'IN_SYNC',
      DriftedStackResourceCount: 0,
    });
    expect((await client.describeStackResourceDrifts({ StackName })).StackResourceDrifts?.length).toBe(2);
    await client.deleteStack({ StackName, ClientRequestToken: 'del' });
    // Told once, by its name, although it is gone already.
    const [leaving] = (await client.describeStacks({ StackName })).Stacks ?? [];
    expect(leaving?.StackStatus).toBe('DELETE_IN_PROGRESS');
    await expect(client.describeStacks({ StackName })).rejects.toThrow('Stack with id wire does not exist');
  });

  it('reads a template without making anything of it', async () => {
    expect(await client.validateTemplate({ TemplateBody: body('a') })).toMatchObject({
      Parameters: [{ ParameterKey: 'Secret', NoEcho: true, DefaultValue: 's' }],
    });
    expect(await client.getTemplateSummary({ TemplateBody: body('a') })).toMatchObject({
      ResourceTypes: ['AWS::SNS::Topic'],
      ResourceIdentifierSummaries: [{ LogicalResourceIds: ['Topic'], ResourceIdentifiers: ['TopicArn'] }],
    });
    for (const call of [
      client.cancelUpdateStack({ StackName: 'none' }),
      client.continueUpdateRollback({ StackName: 'none' }),
      client.rollbackStack({ StackName: 'none' }),
      client.updateStack({ StackName: 'none', TemplateBody: body('a') }),
    ])
      await expect(call).rejects.toThrow('Stack [none] does not exist');
  });
});
