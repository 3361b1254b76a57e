import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import { startAccount } from '../../src/rehearsal/index.ts';
import { nestedTemplate } from '../fixtures/large-template.ts';
import { of, rehearse, type EventLine } from './bundle.ts';
import { runOn } from './in-process.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const folder = temporaryFolder();
const written = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** Stands before the sample answers, whose parameters these templates lack. */
const noAnswers = (): readonly string[] => [
  '--answers',
  written('answers.yaml', 'version: 1\nproduct: quilt\nparameters: {}\n'),
];

/** Notes as a person reads them, details included. */
const notes = (events: readonly EventLine[]): string =>
  events
    .filter(({ type }) => type === 'note')
    .flatMap((line) => [String(line['message']), ...((line['detail'] as string[] | undefined) ?? [])])
    .join('\n');
const install = ['install', '--output', 'json', '--dns', 'none'];

const withFunction = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Handler:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: { ZipFile: 'exports.handler = () => undefined' }
  Setup:
    Type: Custom::Setup
    Properties: { ServiceToken: !GetAtt Handler.Arn }
`;

const withService = `
Resources:
  Cluster: { Type: AWS::ECS::Cluster }
  Definition:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [{ Name: web, Image: registry.example.com/web }] }
  RegistryService:
    Type: AWS::ECS::Service
    Properties: { Cluster: !Ref Cluster, TaskDefinition: !Ref Definition, DesiredCount: 1 }
`;

describe.concurrent('a create that fails', () => {
  it('shows why the tasks stopped, though the rollback has removed their cluster', async ({ expect }) => {
    const reason = 'CannotPullContainerError: pull image manifest has been retried 5 time(s): not found';
    const file = written('service.yaml', withService);
    const flags = ['--fail', `RegistryService=${reason}`];
    const ran = await rehearse(flags, [...install, ...noAnswers(), '--template-file', file]);
    expect(ran.code, ran.stderr).toBe(5);
    expect(of(ran, 'settled')[0]).toMatchObject({
      succeeded: false,
      rootCause: {
        logicalId: 'RegistryService',
        reason: expect.stringContaining('Circuit Breaker') as string,
      },
    });
    expect(notes(ran.events)).toContain(`RegistryService: ${reason}`);
    expect(notes(ran.events)).toMatch(/So: the image of .* could not be pulled/);
  });

  it('shows the end of the log of a custom resource’s function', async ({ expect }) => {
    const file = written('function.yaml', withFunction);
    const reason = 'Received response status [FAILED] from custom resource. Message returned: no such index';
    const ran = await rehearse(
      ['--fail', `Setup=${reason}`],
      [...install, ...noAnswers(), '--template-file', file],
    );
    expect(ran.code, ran.stderr).toBe(5);
    expect(of(ran, 'settled')[0]).toMatchObject({ rootCause: { logicalId: 'Setup' } });
    expect(notes(ran.events)).toMatch(/Setup: \[ERROR\] .*no such index/);
  });

  it('shows the call that was denied', async ({ expect }) => {
    const reason =
      'User: arn:aws:iam::123456789012:user/rehearsal is not authorized to perform: ecs:CreateCluster on resource: * because no identity-based policy allows the ecs:CreateCluster action';
    const ran = await rehearse(['--fail', `Cluster=${reason}`], install);
    expect(ran.code, ran.stderr).toBe(5);
    expect(notes(ran.events)).toMatch(/Cluster: CloudTrail: ecs:CreateCluster AccessDenied User: arn/);
  });

  it('says which reading of the evidence is not allowed', async ({ expect }) => {
    const ran = await rehearse(['--fail', 'RegistryService', '--fail', 'Deny=ecs:ListTasks'], install);
    expect(ran.code, ran.stderr).toBe(5);
    expect(notes(ran.events)).toMatch(/could not be read: these credentials lack ecs:ListTasks/);
  });
});

describe.concurrent('a template with a nested stack', () => {
  const child = `
Parameters: { Name: { Type: String } }
Resources:
  Inner: { Type: AWS::SQS::Queue }
Outputs:
  Result: { Value: !Ref Inner }
`;
  /** An account that holds the child's template in a bucket of its own, and a file with the parent's. */
  const staged = async (name: string, fail: readonly string[]) => {
    const account = await startAccount({
      scenario: 'ready',
      fail,
      speed: 'max',
      latencyMs: 0,
      serve: false,
      templates: path.resolve('templates'),
      prepare: ({ buckets }) => {
        const bucket = buckets.get('example-lab-data');
        const body = new TextEncoder().encode(child);
        bucket?.objects.set('child.yaml', { key: 'child.yaml', body, etag: '', metadata: {}, at: 0 });
      },
    });
    const url = `${account.endpoint}/example-lab-data/child.yaml`;
    return { account, file: written(name, nestedTemplate(url)) };
  };
  const command = (file: string): readonly string[] => [
    'install',
    '--yes',
    '--non-interactive',
    '--dns',
    'none',
    ...noAnswers(),
    '--template-file',
    file,
  ];

  it('comes up with all that is in it', async ({ expect }) => {
    const { account, file } = await staged('nested.yaml', []);
    try {
      const ran = await runOn(account, command(file));
      expect(ran.code, JSON.stringify(ran.events.slice(-4))).toBe(0);
      const [plan] = ran.events.filter(({ type }) => type === 'plan');
      expect((plan?.['changes'] as { logicalId: string }[]).map(({ logicalId }) => logicalId)).toContain(
        'Child/Inner',
      );
      const inner = ran.events.filter(({ type, logicalId }) => type === 'stack' && logicalId === 'Inner');
      expect(inner.at(-1)).toMatchObject({ status: 'CREATE_COMPLETE' });
      expect(inner.at(-1)?.['stack']).toMatch(/^quilt-Child-/);
    } finally {
      await account.close();
    }
  });

  it('names the resource in it that failed, not the stack around it', async ({ expect }) => {
    const { account, file } = await staged('nested-failing.yaml', ['Inner=No queues today']);
    try {
      const ran = await runOn(account, command(file));
      expect(ran.code, JSON.stringify(ran.events.slice(-4))).toBe(5);
      const settled = ran.events.find(({ type }) => type === 'settled');
      expect(settled).toMatchObject({
        succeeded: false,
        rootCause: { logicalId: expect.stringMatching(/Inner$/) as string, reason: 'No queues today' },
      });
    } finally {
      await account.close();
    }
  });
});
