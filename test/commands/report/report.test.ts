import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { report } from '../../../src/commands/report/report.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { accountOfTest, rehearsalAccount } from '../../helpers/account.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { attended } from '../attended.ts';
import { ended } from '../ended.ts';

/** For what only reads. */
const shared = rehearsalAccount({ scenario: 'installed' });
afterAll(async () => (await shared).close());

const ran = async (account: RehearsalAccount, words: readonly string[] = []) => {
  const file = path.join(temporaryFolder(), 'report.html');
  const { session } = attended(account, ['report', '--region', account.region, '--html', file, ...words]);
  const code = await ended(report(session));
  return { code, file, page: code === 0 ? readFileSync(file, 'utf8') : '' };
};

const recorded = (...rows: readonly unknown[]): string => {
  const file = path.join(temporaryFolder(), 'run.ndjson');
  writeFileSync(file, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  return file;
};

describe('a report', () => {
  it('tells of the last operation: resources, outputs, DNS; its file is for the owner alone', async () => {
    const { code, file, page } = await ran(await shared);
    expect(code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const words of [
      'CREATE_COMPLETE',
      'Resources over time',
      'LoadBalancerDNSName',
      '3 of 3 not in place',
    ])
      expect(page).toContain(words);
    expect(page.match(/<rect /g)?.length).toBeGreaterThan(40);
  });

  it('of an earlier run needs no AWS, and masks what is secret or looks like it', async () => {
    const account = await accountOfTest({ onTestFinished }, { scenario: 'ready' });
    const from = recorded(
      { type: 'parameter', key: 'DBPassword', source: 'flag', value: 'hunter2hunter2' },
      { type: 'note', level: 'warn', message: 'see https://u:pw1234@db.example.com and password=abcdefgh1' },
      {
        type: 'result',
        command: 'install',
        outcome: 'failed',
        exitCode: 3,
        outputs: { ApiToken: 'tok-123456' },
      },
      '{"type":"cut off',
    );
    await account.close();
    const { code, page } = await ran(account, ['--from', from]);
    expect(code).toBe(0);
    for (const secret of ['hunter2', 'pw1234', 'abcdefgh1', 'tok-123456']) expect(page).not.toContain(secret);
    expect(page).toContain('failed');
  });

  it.each([
    ['', 'report-unreadable'],
    ['{"type":"note"}\nnot JSON\n{"type":"note"}', 'report-unreadable'],
    ['[1]\n{"type":"note"}', 'report-unreadable'],
  ])('is not made of %j', async (text, code) => {
    expect((await ran(await shared, ['--from', recorded(text)])).code).toBe(code);
  });

  it('needs a file to write, a file to read, or a stack', async () => {
    const account = await shared;
    const { session } = attended(account, ['report']);
    expect(await ended(report(session))).toBe('flag-missing');
    expect((await ran(account, ['--from', '/nowhere/run.ndjson'])).code).toBe('file-unreadable');
    expect((await ran(account, ['--stack-name', 'none'])).code).toBe('stack-missing');
  });
});
