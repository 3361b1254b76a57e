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
  for (const flags of [['--region', 'x'], ['--no-color'], ['--stack=prod'], ['--cost']])
    expect(refused(...flags, 'status', '--cost').hint).toMatch(
      /^The command comes first: quilt-install status/,
    );
  expect(refused('--stack-name', 'status', '--cost').code).toBe('flag-unknown');
  expect(refused('install', 'stat').hint).toBe('See quilt-install install --help.');
});

it.each([
  [['--dbpassword', 'status'], 'There is no flag --dbpassword.'],
  [['--stack', 'status', '--region', 'eu-west-1'], 'There is no flag --stack.'],
  [['--quite', 'status'], 'There is no flag --quite.'],
  [['-p', 'status'], 'There is no flag -p.'],
])(
  '%j: a word behind a flag that is none of ours may be its value, so the flag is what is told',
  (argv, told) => {
    const { code, exitCode, message, hint } = refused(...argv);
    expect([code, exitCode, message]).toEqual(['flag-unknown', 2, told]);
    expect(hint).not.toContain('quilt-install status');
  },
);

it.each([
  ['--stack', 'prod', 'status'],
  ['--stack=prod', 'status'],
  ['--', 'status'],
])('behind %s, and not as a value of it, a command is told where it belongs', (...argv) => {
  expect(refused(...argv).hint).toBe('The command comes first: quilt-install status, then its flags.');
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
    [['install', '--paramaters=A=b'], '--param Key=Value, once for each, or --answers FILE'],
    [['install', '--tmeplate', 'x'], '--template-url URL or --template-file PATH'],
  ])('%j ends with 2 and names ours', (argv, ours) => {
    const error = refused(...argv);
    expect([error.exitCode, error.code]).toEqual([2, 'flag-unknown']);
    expect(error.hint).toContain(`Did you mean ${ours}? See`);
  });

  it('that this command has no counterpart of says who has', () =>
    expect(refused('uninstall', '--dry-run').hint).toBe(
      'Did you mean --plan-only? uninstall does not take it; install and upgrade do. See quilt-install uninstall --help.',
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

describe('a slip of the fingers', () => {
  const guessOf = (...argv: readonly string[]): string | undefined =>
    /Did you mean ([^?]+)\?/.exec(refused(...argv).hint)?.[1];
  const flagSlips =
    '--quit:--quiet --queit:--quiet --regin:--region --regoin:--region --profil:--profile --proflie:--profile --stackname:--stack-name --stack_name:--stack-name --StackName:--stack-name --outptu:--output --ouput:--output --yess:--yes --comfirm:--confirm --non-interactve:--non-interactive --nocolor:--no-color --verbos:--verbose --expected-account:--expect-account --templateurl:--template-url --template_file:--template-file --parm:--param --answer:--answers --rolearn:--role-arn --buckets:--bucket --ignroe:--ignore --detatch:--detach --maxwait:--max-wait --planonly:--plan-only --rollback-alarms:--rollback-alarm --verison:--version --hlep:--help';
  const commandSlips =
    'staus:status stat:status outpus:outputs dignose:diagnose recovr:recover rehears:rehearse unistall:uninstall preflihgt:preflight upgade:upgrade ugprade:upgrade wacth:watch dsn:dns backups:backup polciy:policy complete:completion instll:install INSTALL:install';
  const pairs = (text: string): string[][] => text.split(' ').map((pair) => pair.split(':'));

  it('in a flag is seen through', () => {
    const slips = pairs(flagSlips);
    expect(slips.map(([given = '']) => [given, guessOf('install', given)])).toEqual(slips);
  });

  it('in a command is seen through', () => {
    const slips = pairs(commandSlips);
    expect(slips.map(([given = '']) => [given, guessOf(given)])).toEqual(slips);
  });

  it.each(['import', 'restore', 'login', 'start', 'clone', 'sync', 'open'])(
    'is not what %s is taken for',
    (given) => expect(guessOf(given)).toBeUndefined(),
  );

  it.each(['--host', '--email', '--domain', '--env', '--input', '--vpc', '--capabilities', '--on-failure'])(
    'is not what %s is taken for',
    (given) => expect(guessOf('install', given)).toBeUndefined(),
  );
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
