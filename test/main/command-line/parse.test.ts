import { describe, expect, it } from 'vitest';
import { flagName, flags, type Flag } from '../../../src/core/flags/index.ts';
import { commandNames } from '../../../src/core/ids.ts';
import { commands } from '../../../src/main/command-line/commands.ts';
import { parse, parseCommand } from '../../../src/main/command-line/parse.ts';

const helpText = (...argv: readonly string[]): string => {
  const parsed = parse(argv);
  if (parsed.kind !== 'help') throw new Error('no page of help');
  return parsed.text.replace(/\s+/g, ' ');
};

describe('the options of a command', () => {
  it('are those of its flags, and of no other', () => {
    for (const command of commandNames) {
      const own = Object.entries<Flag>(flags).filter(
        ([, flag]) => flag.commands === 'all' || flag.commands.includes(command),
      );
      expect(Object.keys(parseCommand(command, []).options)).toEqual(own.map(([name]) => name));
    }
  });

  it('without any flag say no, nothing, or what stands for nothing', () => {
    const { options } = parseCommand('install', []);
    expect(options).toMatchObject({ output: 'text', color: 'auto', terminationProtection: true });
    expect(options).toMatchObject({ yes: false, planOnly: false, param: [], tag: [], bucket: [] });
    expect([options.region, options.dns, options.maxWaitMs, options.ignore]).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it('are values of the kind that the table gives the flag', () => {
    const watched = parseCommand('watch', ['--max-wait', '15m', '--no-color', '--detach']).options;
    expect(watched).toMatchObject({ maxWaitMs: 900_000, color: 'never', detach: true });
    const checked = parseCommand('preflight', ['--only', 'a.b, c.d', '--only=e.f', '--bucket', 'x']).options;
    expect(checked).toMatchObject({ only: ['a.b', 'c.d', 'e.f'], bucket: ['x'] });
    const rehearsed = parseCommand('rehearse', ['--speed', 'max', '--latency', '20', '--fail', 'X']).options;
    expect(rehearsed).toMatchObject({ speed: 'max', latencyMs: 20, fail: ['X'] });
  });
});

describe('a flag', () => {
  it.each(['recover', 'uninstall', 'status'] as const)('that %s has no use for is refused', (command) => {
    expect(() => parseCommand(command, ['--role-arn', 'arn:aws:iam::1:role/x'])).toThrow(
      `${command} does not take --role-arn; install, upgrade, preflight do.`,
    );
  });

  it.each(['', ' , '])('of ids that lists none (%j) is refused', (ids) => {
    expect(() => parseCommand('preflight', ['--only', ids])).toThrow('--only was given an empty value.');
  });

  it('may be given by its letter, alone or in a row', () => {
    expect(parseCommand('install', ['-y', '-q']).options).toMatchObject({ yes: true, quiet: true });
    expect(parseCommand('install', ['-yq']).options).toMatchObject({ yes: true, quiet: true });
  });

  it('about colours counts as it was given last', () => {
    const colorOf = (...words: readonly string[]) => parseCommand('status', words).options.color;
    expect(colorOf('--color', 'always')).toBe('always');
    expect(colorOf('--color=always', '--no-color')).toBe('never');
    expect(colorOf('--no-color', '--color', 'auto')).toBe('auto');
    expect(() => colorOf('--color', 'sometimes')).toThrow('not one of auto, always, never');
  });

  it('that would do nothing for help is taken, and not listed', () => {
    const page = helpText('help', '--help');
    expect(page).toContain('--output');
    for (const flag of [flags.region, flags.yes, flags.expectAccount]) {
      expect(page).not.toContain(flagName(flag));
      expect(helpText('--help')).toContain(flagName(flag));
    }
    expect(parseCommand('help', ['--region', 'eu-west-1']).options.region).toBe('eu-west-1');
  });

  it('with choices shows them in its help', () => {
    expect(helpText('dns', '--help')).toContain(
      '(table, json, bind, csv, terraform, terraform-cloudflare, terraform-azure, text)',
    );
    expect(helpText('dns', '--help')).toContain('(alias, cname)');
    expect(helpText('--help')).toContain('(text, json)');
  });
});

describe('the examples of --help', () => {
  const examples = Object.values(commands).flatMap((one) => one.examples);

  it.each(examples)('%s is a command line that is understood', (words) =>
    expect(parse(words.split(' ')).kind).toBe('run'),
  );
});
