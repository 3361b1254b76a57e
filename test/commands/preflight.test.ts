import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startAccount } from '../../src/rehearsal/index.ts';
import { runOn } from '../e2e/in-process.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

it('preflight --save-answers keeps the values of the run, secrets as references', async () => {
  const file = path.join(temporaryFolder(), 'answers.yaml');
  const options = { scenario: 'ready', fail: [], latencyMs: 0, serve: false, templates: 'templates' };
  const on = await startAccount({ ...options, speed: 'max' });
  try {
    const ran = await runOn(on, ['preflight', '--save-answers', file, '--param', 'DBUser=keeper']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/DBUser: keeper/);
    expect(readFileSync(file, 'utf8')).toMatch(/DBPassword: ["']?@/);
  } finally {
    await on.close();
  }
});
