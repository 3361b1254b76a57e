import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { progress, rehearsed, stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';

/** The page of values, without answers: an account of its own, which no rehearsal gives samples for. */
const install = ['install', '--template-file', 'templates/quilt.yaml', '--dns', 'none'] as const;
const agreement = /Go on with these values\?[^]*select/;
const nothing = { stacks: [], changeSets: [], secrets: [] };

interface TestLife {
  readonly onTestFinished: (end: () => void) => void;
}

const temporaryFolder = ({ onTestFinished }: TestLife): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

const answerEmail = async (terminal: AtTerminal): Promise<void> => {
  await terminal.until(/\? Administrator's e-mail address/);
  await terminal.press('ops@example.com', keys.enter);
};

describe.concurrent('a first installation at a terminal', () => {
  it('takes the e-mail, the page and one yes', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(install, { env: aws.env });
    await terminal.until(/except for what is marked ▸/);
    await answerEmail(terminal);
    await terminal.until(agreement);
    await terminal.press(keys.enter);
    await terminal.until(/Keep these answers/);
    await terminal.press('n', keys.enter);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    await terminal.press('y', keys.enter);
    await terminal.until(/Stack ready in/);
    expect(await terminal.ended).toBe(0);
    const text = await terminal.shown();
    expect(text).toContain('https://quilt.data.example.com');
    expect(text).not.toMatch(/undefined|\[object|\u001B/);
    expect(terminal.cursorShown).toBe(true);
  });

  it('shows at most 45 rows up to the plan’s question', async (test) => {
    const folder = temporaryFolder(test);
    writeFileSync(path.join(folder, 'answers.yaml'), 'version: 1\nproduct: quilt\n');
    const terminal = stage(test).atTerminal(rehearsed('max', ['install', '--answers', 'answers.yaml']), {
      rows: 24,
      cwd: folder,
    });
    await answerEmail(terminal);
    await terminal.until(agreement);
    await terminal.press(keys.enter);
    await terminal.until(/Write the \d+ new values to[^]*\(Y\/n\)/);
    await terminal.press(keys.enter);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    const shown = await terminal.shown();
    // The first is the shell's, the last the question itself.
    const rows = shown.split('\n').slice(1, -1);
    expect(rows.length, shown).toBeLessThanOrEqual(45);
    await terminal.press(keys.ctrlD);
    expect(await terminal.ended).toBe(8);
  });

  it('saves and leaves where Enter is all that is pressed', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const answers = path.join(temporaryFolder(test), 'kept.yaml');
    const terminal = atTerminal([...install, '--save-answers', answers], { env: aws.env });
    await terminal.until(/\? Administrator's e-mail address/);
    // An Enter while the one before it is judged does not count.
    while (!terminal.text.includes('is needed to go on')) await terminal.press(keys.enter);
    await terminal.until(/is needed to go on[^]*❯ Save and leave/);
    await terminal.press(keys.enter);
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
    expect(readFileSync(answers, 'utf8')).toContain('QuiltWebHost: quilt.data.example.com');
    expect(terminal.text).toContain(`--answers ${answers}`);
  });

  it('changes what was found, asks what follows from it, and never shows a secret', async (test) => {
    const answers = path.join(temporaryFolder(test), 'answers.yaml');
    writeFileSync(answers, 'version: 1\nproduct: quilt\nparameters:\n  AdminEmail: ops@example.com\n');
    const terminal = stage(test).atTerminal(
      rehearsed(1000, ['install', '--answers', answers, '--ignore', 'dns.hosted-zone']),
      { cwd: path.dirname(answers) },
    );
    await terminal.until(agreement);
    await terminal.press(keys.down);
    await terminal.until(/❯ Change a value/);
    await terminal.press(keys.enter);
    await terminal.until(/❯ Administrator's e-mail address: ops@example\.com[^]*select/);
    await terminal.press(keys.down);
    await terminal.until(/❯ Administrator's first password: \*\*\*\*/);
    await terminal.press(keys.enter);
    // A question that is drawn before it takes keys does not say which.
    await terminal.until(/❯ Make one for me[^]*select/);
    await terminal.press(keys.down, keys.enter);
    // The question itself: keys pressed before it is drawn would go to the list before.
    await terminal.until(/characters, or empty[^]*F1 explain/);
    await terminal.press('Sesame-open-7', keys.enter);
    await terminal.until(/once more[^]*F1 explain/);
    await terminal.press('Sesame-open-7', keys.enter);
    await terminal.until(/password: \*\*\*\* \(asked\)/);
    await terminal.until(agreement);
    await terminal.press(keys.enter);
    await terminal.until(/Write the \d+ new values to[^]*\(Y\/n\)/);
    await terminal.press('y', keys.enter);
    await terminal.until(/Create this stack\? \(y\/N\)/);
    await terminal.press('y', keys.enter);
    await terminal.until(progress);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw).not.toContain('Sesame-open-7');
    const written = readFileSync(answers, 'utf8');
    expect(written).toContain('AdminPassword: "@prompt"');
    expect(written).not.toContain('Sesame-open-7');
    expect(existsSync(path.join(path.dirname(answers), 'quilt-answers.yaml'))).toBe(false);
  });
});
