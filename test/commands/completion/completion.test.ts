import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Grammar } from '../../../src/commands/completion/grammar.ts';
import { powershellScript } from '../../../src/commands/completion/powershell.ts';
import { flagNames, flags, type Flag } from '../../../src/core/flags/index.ts';
import { checkIds, commandNames, errorCodes, type CommandName } from '../../../src/core/ids.ts';
import { main } from '../../../src/main/main.ts';
import { parseCommand } from '../../../src/main/command-line/parse.ts';
import { hostWith } from '../../helpers/host.ts';

const printed = async (...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await main(hostWith({ argv, stdout, stderr }));
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
};

const scriptOf = async (shell: string): Promise<string> => (await printed('completion', shell)).out;

/** What the table lists for a command, as `--help` does. */
const listed = (command: CommandName): readonly Flag[] =>
  Object.values<Flag>(flags)
    .filter((flag) => flag.commands === 'all' || flag.commands.includes(command))
    .filter(({ idleIn = [] }) => !idleIn.includes(command));
const pages = ['--help', '-h', '--version', '-V'];
const expected = (command: CommandName): readonly string[] =>
  [...listed(command).flatMap(flagNames), ...pages].sort();

const between = (text: string, from: string, to: string): string =>
  text.slice(text.indexOf(from) + from.length).split(to, 1)[0] ?? '';

/** The flags that a script offers for a command, read from its own tables. */
const offered: Readonly<Record<string, (script: string, command: CommandName) => readonly string[]>> = {
  bash: (script, command) =>
    between(between(script, '_quilt_install_flags() {', '\n}'), `\n    ${command}) words='`, "'").split(' '),
  zsh: (script, command) =>
    [
      ...between(script, `\n    ${command})\n`, ';;').matchAll(
        /^ +'(?:\*|\([^)]*\))?(--?[A-Za-z-]+?)(?:=-?)?\[/gm,
      ),
    ].map(([, name = '']) => name),
  fish: (script, command) =>
    [...script.matchAll(/^complete -c quilt-install -n '__quilt_install_is ([a-z ]+)' ((?:-[ls] \S+ ?)+)/gm)]
      .filter(([, takers = '']) => takers.split(' ').includes(command))
      .flatMap(([, , names = '']) =>
        [...names.matchAll(/-([ls]) (\S+)/g)].map(([, kind, name = '']) =>
          kind === 'l' ? `--${name}` : `-${name}`,
        ),
      ),
  powershell: (script, command) =>
    [
      ...between(between(script, '$flags = @{', '$operands'), `'${command}' = @{`, '\n        }').matchAll(
        /'(-[^']+)' =/g,
      ),
    ].map(([, name = '']) => name),
};

describe.each(Object.keys(offered))('the script for %s', (shell) => {
  it('offers every flag of every command, and no other', async () => {
    const script = await scriptOf(shell);
    for (const command of commandNames)
      expect([...(offered[shell]?.(script, command) ?? [])].sort(), command).toEqual(expected(command));
  });

  it('names every command, choice, check, error code and scenario', async () => {
    const words = new Set((await scriptOf(shell)).split(/[^\w.-]+/));
    const choices = Object.values<Flag>(flags).flatMap(({ choices: own = [] }) => own);
    for (const name of [
      ...commandNames,
      ...choices,
      ...checkIds,
      ...errorCodes,
      'crowded',
      'ailing',
      'tetrascience-data',
    ])
      expect(words, name).toContain(name);
  });

  it('has all its parts filled in', async () => expect(await scriptOf(shell)).not.toMatch(/@[A-Z]+@/));
});

describe('completion', () => {
  it('offers no flag that the command line refuses', async () => {
    const script = await scriptOf('bash');
    for (const command of commandNames)
      for (const flag of offered.bash?.(script, command) ?? []) {
        if (pages.includes(flag)) continue;
        const needsValue = listed(command).some(
          (one) => one.words.includes('<') && flagNames(one)[0] === flag,
        );
        // Which value is right is another matter: what is refused here would be the flag.
        const refusal = (): unknown => {
          try {
            return parseCommand(command, needsValue ? [flag, '1'] : [flag]).kind;
          } catch (error) {
            return String(error);
          }
        };
        expect(String(refusal())).not.toMatch(/no flag|does not take/);
      }
  });

  it('of no shell, or one there is none for, ends with 2 and names them', async () => {
    const [none, other] = [await printed('completion'), await printed('completion', 'bsh')];
    expect([none.code, other.code, none.out, other.out]).toEqual([2, 2, '', '']);
    expect(none.err).toContain('bash, zsh, fish, powershell');
    expect(other.err).toContain('Did you mean quilt-install completion bash?');
  });
});

/** One of each kind of value, with what a shell might read amiss. */
const small: Grammar = [
  {
    name: 'install',
    help: "what goes in: the stack's own",
    operand: { kind: 'unknown' },
    flags: [
      { names: ['--yes', '-y'], help: "agree, it's shown [or not]", valueIsOptional: false, repeats: false },
      {
        names: ['--format'],
        help: 'how',
        value: { kind: 'words', words: ['text', 'json'] },
        valueIsOptional: false,
        repeats: false,
      },
      {
        names: ['--answers'],
        help: 'values',
        value: { kind: 'files', endings: ['yaml', 'json'], words: [] },
        valueIsOptional: false,
        repeats: false,
      },
      {
        names: ['--profile'],
        help: 'whose',
        value: { kind: 'profiles' },
        valueIsOptional: false,
        repeats: false,
      },
      {
        names: ['--watch'],
        help: 'how long',
        value: { kind: 'unknown' },
        valueIsOptional: true,
        repeats: false,
      },
    ],
  },
  {
    name: 'policy',
    help: 'a policy',
    operand: { kind: 'words', words: ['trust', 'kms'] },
    flags: [
      {
        names: ['--format'],
        help: 'how',
        value: { kind: 'words', words: ['table'] },
        valueIsOptional: false,
        repeats: false,
      },
      {
        names: ['--region'],
        help: 'where',
        value: { kind: 'regions', words: ['eu-west-1'] },
        valueIsOptional: false,
        repeats: false,
      },
      {
        names: ['--only'],
        help: 'which',
        value: { kind: 'list', words: ['a.b', 'c.d'] },
        valueIsOptional: false,
        repeats: true,
      },
      {
        names: ['--nested-dir'],
        help: 'from where',
        value: { kind: 'folders' },
        valueIsOptional: false,
        repeats: false,
      },
    ],
  },
];

it('writes for PowerShell what was looked at', () => {
  const place = 'test/golden/completion.ps1.txt';
  const script = powershellScript(readFileSync('templates/completion/quilt-install.ps1', 'utf8'), small);
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(place, script);
  expect(existsSync(place), `${place} is missing`).toBe(true);
  expect(script).toBe(readFileSync(place, 'utf8'));
});
