import { expect, it } from 'vitest';
import { runOn } from '../../e2e/in-process.ts';
import { accountOfTest, briefStacks } from '../../helpers/account.ts';

const given = [
  '--template-file',
  'test/stories/templates/store-1.yaml',
  '--answers',
  'test/stories/templates/no-answers.yaml',
];

it.for([
  { flags: [], protection: 'on' },
  { flags: ['--no-termination-protection'], protection: 'off' },
])('with $flags, protection of the new stack against deletion is $protection', async (row, life) => {
  const account = await accountOfTest(life, briefStacks);
  const words = ['install', ...given, '--yes', '--dns', 'none', ...row.flags];
  const { code, stderr } = await runOn(account, words);
  expect(code, stderr).toBe(0);
  const { events } = await runOn(account, ['status']);
  const line = events.find(({ type, ...event }) => type === 'status' && event['id'] === 'stack.protection');
  expect(String(line?.['value']).split(/\W/)[0]).toBe(row.protection);
});
