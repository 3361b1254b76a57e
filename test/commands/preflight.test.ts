import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runOn } from '../e2e/in-process.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../helpers/account.ts';

it('preflight --save-answers keeps the values of the run, secrets as references', async () => {
  const file = path.join(temporaryFolder(), 'answers.yaml');
  const on = await rehearsalAccount();
  try {
    const ran = await runOn(on, ['preflight', '--save-answers', file, '--param', 'DBUser=keeper']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/DBUser: keeper/);
    expect(readFileSync(file, 'utf8')).toMatch(/DBPassword: ["']?@/);
  } finally {
    await on.close();
  }
});
