import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { largeTemplate } from '../../fixtures/large-template.ts';
import { portsOf } from '../../aws/wire.ts';
import { runOn, type RunResult } from '../../e2e/in-process.ts';
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

/** The installed stack's own template, too large to be sent. */
const unchanged = (): string => {
  const file = path.join(folder, 'unchanged.yaml');
  writeFileSync(file, readFileSync('templates/quilt.yaml', 'utf8') + '# padding\n'.repeat(6_000));
  return file;
};

it('leaves no bucket after an upgrade that changes nothing', async () => {
  const on = await rehearsalAccount({ scenario: 'installed' });
  try {
    const ran = await runOn(on, ['upgrade', '--yes', '--dns', 'none', '--template-file', unchanged()]);
    expect(ran.events.at(-1)).toMatchObject({ outcome: 'unchanged', exitCode: 0 });
    expect(on.calls().map(({ operation }) => operation)).toContain('PutObject');
    expect([...on.state.buckets.keys()].filter((name) => name.startsWith('quilt-install-'))).toEqual([]);
  } finally {
    await on.close();
  }
});

it('calls nothing removed that an earlier run put there', async () => {
  const [text, file] = [largeTemplate(), path.join(folder, 'large-again.yaml')];
  writeFileSync(file, text);
  const key = `quilt/${createHash('sha256').update(text).digest('hex')}.template`;
  const on = await rehearsalAccount();
  const removed = ({ events }: RunResult): readonly unknown[] =>
    events.map(({ message }) => message).filter((message) => /^Removed again/.test(String(message)));
  try {
    const install = ['install', '--template-file', file, '--plan-only'];
    expect(removed(await runOn(on, install))).toEqual([expect.stringContaining('s3://quilt-install-')]);
    const { bucket } = await portsOf(on).templates.upload(text, { key });
    expect(removed(await runOn(on, install))).toEqual([expect.not.stringContaining('s3://')]);
    expect(on.state.buckets.get(bucket)?.objects.has(key)).toBe(true);
  } finally {
    await on.close();
  }
});
