import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../src/main/command-line/commands.ts';
import { putObject } from '../../src/rehearsal/services/s3/objects.ts';
import { runOn } from '../e2e/in-process.ts';
import { accountOfTest, briefStacks } from '../helpers/account.ts';

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

/** What the command asked of an account with a stack that has everything a delete looks at. */
const asked = async (command: 'outputs' | 'backup' | 'uninstall'): Promise<ReadonlySet<string>> => {
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

describe('the IAM actions at the end of --help', () => {
  it.each(['outputs', 'backup', 'uninstall'] as const)(
    'of %s name all that it asks AWS for',
    async (command) => {
      const listed = commands[command].actions ?? [];
      const unlisted = [...(await asked(command))].filter(
        (action) => action !== '' && action !== 'sts:GetCallerIdentity' && !listed.includes(action),
      );
      expect(unlisted).toEqual([]);
    },
  );
});
