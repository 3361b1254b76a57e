import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { callOperation } from '../../campaign/account-calls.ts';
import { runOn } from '../../e2e/in-process.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const uploadsOf = ({ state }: RehearsalAccount): readonly string[] =>
  [...state.buckets.values()].flatMap(({ objects }) => [...objects.keys()]);

it('an uploaded template stays where another operation on the stack begins meanwhile, which may read it', async () => {
  const file = path.join(temporaryFolder(), 'large.yaml');
  // Too large to be sent: it has to be uploaded first.
  writeFileSync(file, `${readFileSync('templates/quilt.yaml', 'utf8')}\n${'# padding\n'.repeat(3_000)}`);
  const account: RehearsalAccount = await accountOfTest(
    { onTestFinished },
    {
      onCall: (moment, { operation }) => {
        if (moment === 'arrived' && operation === 'CreateChangeSet')
          void callOperation(account, 'CreateStack', {
            StackName: 'quilt',
            TemplateBody: 'Resources: { Topic: { Type: AWS::SNS::Topic } }',
          });
        return undefined;
      },
    },
  );
  const before = uploadsOf(account);
  const run = await runOn(account, ['install', '--template-file', file, '--dns', 'none', '--yes']);
  expect(run.events.find(({ type }) => type === 'error')).toMatchObject({ code: 'stack-busy' });
  expect(run.code).toBe(7);
  expect(uploadsOf(account)).toHaveLength(before.length + 1);
});
