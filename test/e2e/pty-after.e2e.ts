import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InspectedAccount } from './account.ts';
import { run } from './bundle.ts';
import { install, progress, rehearsed, onward, resume, stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** The operation runs in AWS: whatever is pressed here, it is never ended unasked, and can always be picked up again. */
const folder = temporaryFolder();
const menu = /goes on in AWS\. What now\?[^]*❯ watch on/;

const intact = (terminal: AtTerminal): void => {
  expect(terminal.cursorShown).toBe(true);
  expect(terminal.text).not.toMatch(/undefined|\[object|Error:/);
};

describe.concurrent('Ctrl-C while the stack is made', () => {
  it('asks what now, watches on, and comes to the end', async (test) => {
    const { atTerminal } = stage(test);
    const terminal = atTerminal(rehearsed(300, ['install', '--yes']));
    for (const answer of [keys.enter, keys.escape]) {
      await terminal.until(progress);
      await terminal.press(keys.ctrlC);
      await terminal.until(menu);
      await terminal.press(answer);
    }
    expect(await terminal.ended).toBe(0);
    const shown = await terminal.shown();
    expect(shown).toContain('DNS: 3 records verified');
    // The block made way for the menu and for what was said at the end.
    expect(shown).not.toMatch(progress);
    expect(shown.match(/What now\? watch on/g)).toHaveLength(1);
    intact(terminal);
  });

  it('detaches, and the command it names picks the stack up', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account(200);
    const terminal = atTerminal([...install, '--yes'], { env: aws.env });
    await terminal.until(progress);
    await terminal.press(keys.ctrlC);
    await terminal.until(menu);
    await terminal.press(keys.down, keys.enter);
    expect(await terminal.ended).toBe(7);
    expect(terminal.text).toContain(onward);
    expect((await aws.left()).stacks).toEqual(['quilt CREATE_IN_PROGRESS']);
    intact(terminal);
    const watched = await run([...resume.split(' ').slice(1), '--output', 'json'], { env: aws.env });
    expect(watched.code, watched.stdout + watched.stderr).toBe(0);
    expect(watched.events.at(-1)).toMatchObject({
      outcome: 'succeeded',
      url: expect.any(String) as string,
    });
  });

  it('deletes only when the name is typed', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account(100);
    const terminal = atTerminal([...install, '--yes'], { env: aws.env });
    await terminal.until(progress);
    await terminal.press(keys.ctrlC);
    await terminal.until(menu);
    await terminal.press(keys.down, keys.down, keys.enter);
    await terminal.until(/Type the stack's name/);
    await terminal.press('quilted', keys.enter);
    await terminal.until(/not the stack's name[^]*Type the stack's name/);
    expect((await aws.left()).stacks).toEqual(['quilt CREATE_IN_PROGRESS']);
    await terminal.press('quilt', keys.enter);
    expect(await terminal.ended).toBe(5);
    expect((await aws.left()).stacks).toEqual([]);
    expect(terminal.text).toContain('The stack was deleted');
    intact(terminal);
  });

  it.for([
    ['at the menu', menu],
    ['at once', /\^C/],
  ] as const)('twice, %s, leaves with 130', async ([_name, moment], test) => {
    const { atTerminal } = stage(test);
    const terminal = atTerminal(rehearsed(60, ['install', '--yes']));
    await terminal.until(progress);
    await terminal.press(keys.ctrlC);
    await terminal.until(moment);
    await terminal.press(keys.ctrlC);
    // The kernel keeps one SIGINT: a second that comes before the first is delivered is none, and the menu opens.
    if (moment !== menu)
      void terminal.until(menu).then(
        () => terminal.press(keys.ctrlC),
        () => undefined,
      );
    expect(await terminal.ended).toBe(130);
    expect(terminal.text).toContain(onward);
    intact(terminal);
  });
});

describe.concurrent('a signal while the stack is made', () => {
  it.for(['SIGTERM', 'SIGHUP'] as const)('%s detaches', async (name, test) => {
    const { atTerminal } = stage(test);
    const terminal = atTerminal(rehearsed(60, ['install', '--yes']));
    await terminal.until(progress);
    terminal.signal(name);
    expect(await terminal.ended).toBe(7);
    expect(terminal.text).toContain(onward);
    intact(terminal);
  });

  it('detaches from the menu too', async (test) => {
    const { atTerminal } = stage(test);
    const terminal = atTerminal(rehearsed(60, ['install', '--yes']));
    await terminal.until(progress);
    await terminal.press(keys.ctrlC);
    await terminal.until(menu);
    terminal.signal('SIGTERM');
    expect(await terminal.ended).toBe(7);
    expect(terminal.text).toContain(onward);
    intact(terminal);
  });
});

describe.concurrent('an update', () => {
  it('is cancelled from the menu, and the previous version is back', async (test) => {
    const { atTerminal } = stage(test);
    const changed = path.join(folder, 'slow.yaml');
    const text = readFileSync('templates/quilt.yaml', 'utf8');
    writeFileSync(changed, text.replace('BackupRetentionPeriod: 7', 'BackupRetentionPeriod: 8'));
    const command = ['upgrade', '--template-file', changed, '--yes', '--confirm', 'quilt'];
    const terminal = atTerminal(rehearsed(120, command, '--scenario', 'installed'));
    await terminal.until(progress);
    await terminal.press(keys.ctrlC);
    await terminal.until(menu);
    await terminal.until(/cancel the update/);
    await terminal.press(keys.down, keys.down, keys.enter);
    expect(await terminal.ended).toBe(5);
    expect(terminal.text).toContain('the previous version is back in place');
    intact(terminal);
  });
});

describe.concurrent('credentials that expire on the way', () => {
  const credentialsFile = (name: string, aws: InspectedAccount): string => {
    const file = path.join(folder, name);
    const { accessKeyId, secretAccessKey } = aws.credentials;
    writeFileSync(
      file,
      `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    return file;
  };

  it('are read anew when the person says so, and the watch comes to the end', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account(200, { fail: ['ExpiredToken@60s'] });
    const file = credentialsFile('credentials', aws);
    const { AWS_ENDPOINT_URL = '', AWS_REGION = '' } = aws.env;
    const env = { AWS_ENDPOINT_URL, AWS_REGION, AWS_SHARED_CREDENTIALS_FILE: file };
    const terminal = atTerminal([...install, '--yes'], { env });
    await terminal.until(/credentials have expired[^]*❯ try again/);
    aws.renewCredentials();
    credentialsFile('credentials', aws);
    await terminal.press(keys.enter);
    expect(await terminal.ended).toBe(0);
    expect(await terminal.shown()).toMatch(/What now\? try again[^]*Stack ready/);
    intact(terminal);
  });

  it('end in the resume command where the person detaches', async (test) => {
    const { atTerminal } = stage(test);
    const command = rehearsed(100, ['install', '--yes']);
    const terminal = atTerminal(['rehearse', '--fail', 'ExpiredToken@60s', ...command.slice(1)]);
    await terminal.until(/credentials have expired[^]*❯ try again[^]*detach/);
    await terminal.press(keys.down, keys.enter);
    expect(await terminal.ended).toBe(7);
    expect(terminal.text).toContain(onward);
    intact(terminal);
  });
});
