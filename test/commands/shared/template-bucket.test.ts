import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { largeTemplate } from '../../fixtures/large-template.ts';
import { runOn } from '../../e2e/in-process.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../../helpers/account.ts';

const folder = temporaryFolder();

it.each([
  ['a refused upload', ['Deny=s3:PutObject'], ['--yes'], 10],
  ['a plan that was only to be seen', [], ['--plan-only'], 0],
])('leaves no bucket after %s', async (_what, fail, more, code) => {
  const file = path.join(folder, 'large.yaml');
  writeFileSync(file, largeTemplate());
  const on = await rehearsalAccount({
    fail,
  });
  try {
    const ran = await runOn(on, ['install', ...more, '--template-file', file]);
    expect(ran.code, JSON.stringify(ran.events.at(-1))).toBe(code);
    expect(on.calls().map(({ operation }) => operation)).toContain('CreateBucket');
    expect([...on.state.buckets.keys()].filter((name) => name.startsWith('quilt-install-'))).toEqual([]);
  } finally {
    await on.close();
  }
});
