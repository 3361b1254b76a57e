import { describe, expect, it, onTestFinished } from 'vitest';
import { printPolicy } from '../../src/checks/index.ts';
import { commandNames, type CommandName } from '../../src/core/ids.ts';
import { commandActions } from '../../src/main/command-line/actions.ts';
import { foldedPage } from '../../src/main/command-line/fold.ts';
import { parse } from '../../src/main/command-line/parse.ts';
import { putObject } from '../../src/rehearsal/services/s3/objects.ts';
import { runOn } from '../e2e/in-process.ts';
import { accountOfTest, briefStacks } from '../helpers/account.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { targetOf } from '../checks/facts.ts';

const template = JSON.stringify({
  Parameters: { Key: { Type: 'String', NoEcho: true, Default: 'x' } },
  Resources: {
    Logs: { Type: 'AWS::S3::Bucket' },
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBInstanceClass: 'db.t4g.medium', Engine: 'postgres' },
    },
  },
  Outputs: { Name: { Value: { Ref: 'Logs' }, Export: { Name: 'logs' } } },
});

type Asked = ReadonlySet<string>;

/** What the command asked of an account with a stack that has everything a delete looks at. */
const askedOfSmall = async (command: 'outputs' | 'backup' | 'uninstall'): Promise<Asked> => {
  const on = await accountOfTest({ onTestFinished }, briefStacks);
  on.cloudformation.seed({
    stackName: 'other',
    template,
    parameters: {},
    minutesAgo: 60,
    terminationProtection: true,
  });
  const logs = on.cloudformation.physicalId('other', 'Logs');
  const bucket = on.state.buckets.get(logs);
  if (bucket !== undefined) putObject(bucket, { key: 'log', body: Buffer.from('x') }, 0);
  const removal = ['--snapshot', '--empty-bucket', logs, '--confirm', 'other'];
  const words = [command, '--yes', '--stack-name', 'other', ...(command === 'uninstall' ? removal : [])];
  expect((await runOn(on, words)).code).toBe(0);
  return new Set(on.calls().map(({ action }) => action));
};

const askedIn = async (scenario: string, words: readonly string[]): Promise<Asked> => {
  const on = await accountOfTest({ onTestFinished }, { scenario });
  await runOn(on, words);
  return new Set(on.calls().map(({ action }) => action));
};

const unlisted = (command: CommandName, asked: Asked): readonly string[] => {
  const { actions } = commandActions[command];
  expect(asked.size).toBeGreaterThan(2);
  // Nobody can be denied the question who they are.
  return [...asked].filter(
    (action) => action !== '' && action !== 'sts:GetCallerIdentity' && !actions.includes(action),
  );
};

describe('the IAM actions at the end of --help', () => {
  it.each(['outputs', 'backup', 'uninstall'] as const)(
    'of %s name all that it asks AWS for',
    async (command) => expect(unlisted(command, await askedOfSmall(command))).toEqual([]),
  );

  it.each<readonly [CommandName, string, readonly string[]]>([
    ['dns', 'installed', ['dns', '--apply', '--verify', '--yes']],
    ['dns', 'dns-no-zone', ['dns', '--apply', '--create-zone', '--yes', '--wait', '1m']],
    ['watch', 'installed', ['watch']],
    ['status', 'ailing', ['status', '--cost']],
    ['diagnose', 'ailing', ['diagnose']],
    ['recover', 'installed', ['recover', '--confirm', 'quilt']],
    ['policy', 'installed', ['policy', 'perimeter', '--vpc', 'vpc-00000000000000001']],
    ['sso', 'installed', ['sso', 'okta']],
  ])('of %s name all that it asks of the scenario %s', async (command, scenario, words) => {
    expect(unlisted(command, await askedIn(scenario, words))).toEqual([]);
  });

  it('of report name all that it asks AWS for', async () => {
    const page = `${temporaryFolder()}/report.html`;
    expect(unlisted('report', await askedIn('installed', ['report', '--html', page]))).toEqual([]);
  });

  /** What `--print-policy` leaves out, as the guide to security says. */
  const beyond = new Set([
    ...commandActions.backup.actions.filter((action) => action.startsWith('rds:')),
    'cloudformation:ListImports',
    's3:GetBucketObjectLockConfiguration',
    'iam:UpdateAssumeRolePolicy',
    'kms:PutKeyPolicy',
  ]);

  it.each(commandNames)(
    'of %s are in the policy that --print-policy prints, or named as beyond it',
    (name) => {
      const { document } = printPolicy({
        identity: { account: '123456789012', partition: 'aws' },
        target: targetOf(),
      });
      const granted = new Set(document.Statement.flatMap(({ Action }) => Action));
      const { actions } = commandActions[name];
      expect(actions.filter((action) => !granted.has(action) && !beyond.has(action))).toEqual([]);
    },
  );

  it.each(commandNames)('stand after the examples of %s, in at most 80 columns', (name) => {
    const parsed = parse([name, '--help']);
    const text = parsed.kind === 'help' ? foldedPage(parsed.text, 80) : '';
    const [, examples = '', actions = ''] = /\nExamples:\n([^]+)\n\nIAM actions:\n([^]+)$/.exec(text) ?? [];
    expect(examples).toMatch(/^ {2}quilt-install \w/);
    expect(actions).toMatch(/^ {2}\S/);
    for (const line of actions.split('\n'))
      expect(line.includes(' --') ? 0 : line.length).toBeLessThanOrEqual(80);
  });
});
