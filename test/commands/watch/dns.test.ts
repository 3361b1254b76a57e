import { expect, it } from 'vitest';
import { runOn } from '../../e2e/in-process.ts';
import { accountOfTest } from '../../helpers/account.ts';

it('watch tells which records are left to write, and that they are in place once they are', async (test) => {
  const on = await accountOfTest(test, { scenario: 'installed' });
  const before = await runOn(on, ['watch', '--output', 'text']);
  expect(before.stderr).toContain('DNS: 3 records to point at the stack');
  expect(before.stderr).toContain('Left to do:');
  await runOn(on, ['dns', '--apply', '--yes']);
  const after = await runOn(on, ['watch', '--output', 'text']);
  expect(after.stderr).toContain('DNS: 3 records in place');
  expect(after.stderr).not.toContain('to point at the stack');
});
