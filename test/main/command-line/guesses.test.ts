import { describe, expect, it } from 'vitest';
import { InstallError } from '../../../src/core/errors.ts';
import { flagNames, flags, type Flag } from '../../../src/core/flags/index.ts';
import { commandNames } from '../../../src/core/ids.ts';
import { commandGuesses, flagGuesses } from '../../../src/main/command-line/guesses.ts';
import { parse } from '../../../src/main/command-line/parse.ts';

const refused = (...argv: readonly string[]): InstallError => {
  try {
    parse(argv);
  } catch (error) {
    if (error instanceof InstallError) return error;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was taken`);
};

describe('a command of other tools', () => {
  it.each([
    ['update', /\binstall for a new stack, quilt-install upgrade\b/],
    ['deploy', /\binstall for a new stack, quilt-install upgrade\b/],
    ['plan', /install --plan-only .* upgrade --plan-only/],
    ['check', /quilt-install preflight/],
    ['Doctor', /quilt-install preflight/],
    ['delete', /quilt-install uninstall/],
    ['remove', /quilt-install uninstall/],
    ['events', /quilt-install watch/],
  ])('%s ends with 2 and names the one that does it', (given, names) => {
    const error = refused(given, '--yes');
    expect([error.exitCode, error.code]).toEqual([2, 'command-unknown']);
    expect(error.hint).toMatch(names);
  });

  it('that nothing here resembles is not guessed', () =>
    expect(refused('constructor').hint).toBe('See quilt-install --help.'));
});

it('a command behind a flag ends with 2, and is told where it belongs', () => {
  expect(refused('--region', 'eu-west-1', 'status').code).toBe('argument-unexpected');
  expect(refused('--region', 'eu-west-1', 'status').hint).toBe(
    'The command comes first: quilt-install status, then its flags.',
  );
  expect(refused('install', 'stat').hint).toBe('See quilt-install install --help.');
});

describe('a flag of other tools', () => {
  it.each([
    [['install', '--dry-run'], '--plan-only'],
    [['install', '--dry-run=true'], '--plan-only'],
    [['status', '--json'], '--output json'],
    [['status', '--stack=prod'], '--stack-name NAME'],
    [['upgrade', '--parameter-overrides', 'A=b'], '--param Key=Value, once for each'],
    [['install', '-v'], '--version or --verbose'],
    [['-v'], '--version or --verbose'],
  ])('%j ends with 2 and names ours', (argv, ours) => {
    const error = refused(...argv);
    expect([error.exitCode, error.code]).toEqual([2, 'flag-unknown']);
    expect(error.hint).toContain(`Did you mean ${ours}? See`);
  });

  it('that this command has no counterpart of says who has', () =>
    expect(refused('uninstall', '--dry-run').hint).toBe(
      'Did you mean --plan-only? uninstall does not take it; install, upgrade do. See quilt-install uninstall --help.',
    ));

  it.each(['--qiet', '--quite', '--colour', '--no-colour', '--template-ulr=x', '--stak-name'])(
    '%s, misspelt, is offered the nearest of ours',
    (given) => {
      const near = /Did you mean (--[a-z-]+)\?/.exec(refused('install', given).hint)?.[1];
      expect(['--quiet', '--color', '--no-color', '--template-url', '--stack-name']).toContain(near);
    },
  );

  it.each(['--quilt-me', '--quality', '--foo', '--x', '-x', '--wat'])('%s is not guessed', (given) =>
    expect(refused('install', given).hint).toBe('See quilt-install install --help.'),
  );

  it.each(['--yes=true', '--plan-only=1', '--no-color=always', '--no-termination-protection=yes'])(
    '%s is a flag of ours that takes no value, and no guess of itself',
    (given) => {
      const { code, exitCode, message, hint } = refused('install', given);
      const [name = ''] = given.split('=');
      expect([code, exitCode, message]).toEqual(['flag-invalid', 2, `The flag ${name} takes no value.`]);
      expect(hint).toBe(`Write ${name} alone. See quilt-install install --help.`);
    },
  );

  it('keeps its value to itself, which may be a secret', () => {
    const { message, hint } = refused('install', '--dbpassword=hunter2');
    expect(message).toBe('There is no flag --dbpassword.');
    expect(hint).not.toContain('hunter2');
  });
});

describe('every guess', () => {
  const flagWords = Object.values<Flag>(flags).flatMap(flagNames);

  it('names commands and flags that are there', () => {
    const all = [...commandGuesses.values(), ...flagGuesses.values()].join('\n');
    const named = [...all.matchAll(/(?<![\w-])--[a-z-]+/g)].map(([word]) => word);
    for (const word of named) expect([...flagWords, '--version']).toContain(word);
    for (const [, command] of all.matchAll(/quilt-install ([a-z]+)/g))
      expect(commandNames).toContain(command);
  });

  it('is of a word that is none of ours', () => {
    for (const name of commandNames) expect(commandGuesses.has(name)).toBe(false);
    for (const word of flagWords) expect(flagGuesses.has(word)).toBe(false);
  });
});

it('asks for the version anywhere but after --', () => {
  expect(parse(['install', '--version']).kind).toBe('version');
  expect(parse(['rehearse', '--', '--version']).kind).toBe('run');
});
