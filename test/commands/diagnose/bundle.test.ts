import path from 'node:path';
import { expect, it } from 'vitest';
import { runOn } from '../../e2e/in-process.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

it('tells where the makers help, once a bundle for them is written', async (life) => {
  const account = await accountOfTest(life, { scenario: 'installed' });
  const file = path.join(temporaryFolder(), 'bundle.tar.gz');
  const words = ['diagnose', '--bundle', file, '--yes', '--output', 'text'];
  const { code, stderr } = await runOn(account, words);
  expect(code, stderr).toBe(0);
  expect(stderr.replace(/\s+/g, ' ')).toContain('The makers of Quilt help at support@quilt.bio');
});
