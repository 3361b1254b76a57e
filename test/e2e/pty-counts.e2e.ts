import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { stage } from './stage.ts';
import { keys, type AtTerminal } from './terminal.ts';

/** How many times somebody presses Enter on the way to a working stack, in an account that no samples are known of. */

const template = ['--template-file', path.resolve('templates/quilt.yaml')] as const;
const nothing = { stacks: [], changeSets: [], secrets: [] };
const email = ['e-mail address', 'ops@example.com'] as const;

/** A question that takes keys: its words, and what is under or behind them once it is drawn. A check that is unknown has its mark set in. */
const question = /(?<! {2})\? (?!explain)(?<asked>[^\n?]{3,}\??)[^]*?(?:select|explain|\([yY]\/[nN]\))/;

/** A next version with one more parameter. */
const withCostCenter = (): string =>
  readFileSync('templates/quilt.yaml', 'utf8')
    .replace('\nParameters:\n', '\nParameters:\n  CostCenter: { Type: String, MinLength: 3 }\n')
    .replace('ExpirationInDays: 7', 'ExpirationInDays: 9');

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The question that comes next, or undefined once the command has ended. */
const nextQuestion = (terminal: AtTerminal): Promise<string | undefined> =>
  Promise.race([
    terminal.until(question).then((found) => found.groups?.['asked']?.trim()),
    terminal.ended.then(() => undefined),
  ]).catch(() => undefined);

/** Types what a question's words call for, nothing elsewhere, and presses Enter. @returns the questions in order */
const answering = async (
  terminal: AtTerminal,
  ...typed: readonly (readonly [string, string])[]
): Promise<readonly string[]> => {
  const submitted: string[] = [];
  for (;;) {
    const asked = await nextQuestion(terminal);
    if (asked === undefined) return submitted;
    const text = typed.find(([words]) => asked.includes(words))?.[1];
    submitted.push(asked);
    await terminal.press(...(text === undefined ? [] : [text]), keys.enter);
    // With what was answered, which may read as a question of its own.
    await terminal.until(new RegExp(`√ ${escaped(asked.slice(0, 20))}[^\n]*\n`));
  }
};

describe.concurrent('the answers that somebody gives at a terminal', () => {
  it('are an e-mail, the page and the plan where everything is in place', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const terminal = atTerminal(['install', ...template, '--dns', 'none'], { env: aws.env, columns: 120 });
    const given = await answering(terminal, email, ['Keep these answers', 'n'], ['Create this stack', 'y']);
    expect(await terminal.ended).toBe(0);
    expect(given.length, given.join('\n')).toBeLessThanOrEqual(4);
  });

  it('are Enter alone up to the plan, and one yes, where the e-mail is given', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max');
    const answers = path.join(temporaryFolder(), 'kept.yaml');
    const flags = ['--dns', 'none', '--save-answers', answers, '--param', 'AdminEmail=ops@example.com'];
    const terminal = atTerminal(['install', ...template, ...flags], { env: aws.env, columns: 120 });
    const given = await answering(terminal, ['Create this stack', 'y']);
    expect(await terminal.ended).toBe(0);
    expect(given).toEqual(['Go on with these values?', 'Create this stack?']);
  });

  it('are at most twelve where nothing is in place, and the stack stands with all that it needs', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max', { scenario: 'empty' });
    const terminal = atTerminal(['install', ...template], {
      env: aws.env,
      // No question is broken over two lines here, as one at 120 is.
      columns: 160,
      cwd: temporaryFolder(),
    });
    const given = await answering(
      terminal,
      email,
      ['Host name', 'quilt.data.example.com'],
      ['Do this', 'y'],
      ['Create a network', 'y'],
      ['Create this stack', 'y'],
      // The resolver is the machine's own here, which no rehearsed DNS team writes to.
      ['Wait here until they answer', 'n'],
    );
    expect(await terminal.ended, terminal.text.slice(-2000)).toBe(0);
    expect(given.length, given.join('\n')).toBeLessThanOrEqual(12);
    const { stacks } = await aws.left();
    expect(stacks.toSorted()).toEqual(['quilt CREATE_COMPLETE', 'quilt-install-network CREATE_COMPLETE']);
    expect(terminal.text).toContain('Made on the way');
  });

  it('are none that leave anything behind where all fixes are declined', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max', { scenario: 'empty' });
    const answers = path.join(temporaryFolder(), 'kept.yaml');
    const terminal = atTerminal(['install', ...template, '--save-answers', answers], { env: aws.env });
    await terminal.until(/\? Administrator's e-mail address/);
    await terminal.press('ops@example.com', keys.enter);
    await terminal.until(/\? Host name/);
    await terminal.press('quilt.data.example.com', keys.enter);
    await terminal.until(/Where do their records go\?[^]*select/);
    await terminal.press(keys.enter);
    await terminal.until(/Do this\? \(y\/N\)/);
    await terminal.press(keys.ctrlD);
    expect(await terminal.ended).toBe(8);
    expect(await aws.left()).toEqual(nothing);
    expect(aws.state.certificates.size).toBe(0);
    expect(readFileSync(answers, 'utf8')).toContain('QuiltWebHost: quilt.data.example.com');
  });

  it.for([
    ['is declined', ['n', keys.enter]],
    ['is left by Ctrl-D', [keys.ctrlD]],
  ] as const)('are not lost where an upgrade %s', async ([_how, pressed], test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max', { scenario: 'installed' });
    const folder = temporaryFolder();
    const file = path.join(folder, 'new.yaml');
    writeFileSync(file, withCostCenter());
    const terminal = atTerminal(['upgrade', '--template-file', file, '--dns', 'none'], {
      env: aws.env,
      columns: 120,
      cwd: folder,
    });
    await terminal.until(/\? CostCenter/);
    await terminal.press('research', keys.enter);
    await terminal.until(/Make these changes\? \(y\/N\)/);
    await terminal.press(...pressed);
    expect(await terminal.ended).toBe(8);
    expect(readFileSync(path.join(folder, 'quilt-answers.yaml'), 'utf8')).toContain('CostCenter: research');
    expect((await terminal.shown()).replaceAll('\n', '')).toMatch(
      /To come back to it: +quilt-install upgrade .*--answers quilt-answers\.yaml/,
    );
  });

  it('are the new value and the plan in an upgrade', async (test) => {
    const { account, atTerminal } = stage(test);
    const aws = await account('max', { scenario: 'installed' });
    const file = path.join(temporaryFolder(), 'new.yaml');
    writeFileSync(file, withCostCenter());
    const terminal = atTerminal(['upgrade', '--template-file', file, '--dns', 'none'], {
      env: aws.env,
      columns: 120,
    });
    const given = await answering(terminal, ['CostCenter', 'research'], ['Make these changes', 'y']);
    expect(await terminal.ended).toBe(0);
    expect(given.length, given.join('\n')).toBeLessThanOrEqual(2);
  });
});
