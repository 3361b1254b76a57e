import { Command, CommanderError, Option } from 'commander';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import type { Options } from '../../core/options.ts';
import { commands, flags, type Flag } from './flags.ts';
import { valueParser } from './values.ts';

/** What was asked for. `help` is text to print; an invocation is a command to run. */
export type Parsed =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly command: string;
      readonly operands: readonly string[];
      readonly options: Options;
    };

const takes = (flag: Flag, command: string): boolean =>
  flag.commands === 'all' || flag.commands.includes(command);

const optionOf = (flag: Flag): Option => {
  const option = new Option(flag.words, flag.help);
  return flag.words.includes('<') ? option.argParser(valueParser(flag)) : option;
};

const program = (name: string, operands: string | undefined, help: string): Command => {
  const command = new Command(name)
    .description(help)
    .exitOverride()
    .allowExcessArguments(operands !== undefined);
  if (operands !== undefined) command.argument(operands);
  command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const flag of flags) if (takes(flag, name)) command.addOption(optionOf(flag));
  return command;
};

const overview = (): string =>
  [
    'Usage: quilt-install [command] [flags]',
    '',
    'Installs and upgrades Quilt as one CloudFormation stack in your own AWS account.',
    '',
    'Commands:',
    ...commands.map(({ name, help }) => `  ${name.padEnd(11)} ${help}`),
    '',
    'Flags everywhere:',
    ...flags
      .filter((flag) => flag.commands === 'all')
      .map(({ words, help }) => `  ${words.padEnd(24)} ${help}`),
    `  ${'--help'.padEnd(24)} this page, or a command's own flags: quilt-install upgrade --help`,
    `  ${'--version'.padEnd(24)} the version`,
    '',
    'No AWS account at hand?  quilt-install rehearse',
    '',
  ].join('\n');

const usage = (code: string, message: string, hint: string): InstallError =>
  new InstallError({ code, message, hint, exitCode: exitCodes.usage });

const didYouMean = (wanted: string, known: Iterable<string>, otherwise: string): string => {
  const near = nearest(wanted, known);
  return near === undefined ? otherwise : `Did you mean ${near}? ${otherwise}`;
};

const longNames = (command: string): string[] => [
  ...flags.filter((flag) => takes(flag, command)).map(({ words }) => words.split(' ')[0] ?? ''),
  '--help',
  '--version',
];

/** Commander's complaint in our words: what was given, the nearest known name, where to read. */
const translated = (error: CommanderError, command: string): InstallError => {
  const [, given = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const helpHint = `See quilt-install ${command} --help.`;
  switch (error.code) {
    case 'commander.unknownOption': {
      const elsewhere = flags.find(({ words }) => words.split(' ')[0] === given);
      return elsewhere === undefined || elsewhere.commands === 'all'
        ? usage('flag-unknown', `There is no flag ${given}.`, didYouMean(given, longNames(command), helpHint))
        : usage(
            'flag-unknown',
            `${command} does not take ${given}; ${elsewhere.commands.join(', ')} does.`,
            helpHint,
          );
    }
    case 'commander.optionMissingArgument':
      return usage('flag-invalid', `The flag ${given} needs a value.`, helpHint);
    case 'commander.excessArguments':
      return usage('argument-unexpected', `${command} takes no words besides its flags.`, helpHint);
    default:
      return usage('flag-invalid', error.message.replace(/^error: /, ''), helpHint);
  }
};

/** The command is the first word that is not a flag; commander itself cannot have one as the default. */
const splitCommand = (argv: readonly string[]): { command: string; rest: readonly string[] } => {
  const [first, ...rest] = argv;
  if (first === undefined || first.startsWith('-')) return { command: 'install', rest: argv };
  if (commands.some(({ name }) => name === first)) return { command: first, rest };
  throw usage(
    'command-unknown',
    `There is no command "${first.slice(0, 60)}".`,
    didYouMean(
      first,
      commands.map(({ name }) => name),
      'See quilt-install --help.',
    ),
  );
};

const booleans = [
  'reuseTemplate',
  'strict',
  'fix',
  'printPolicy',
  'planOnly',
  'detach',
  'apply',
  'verify',
  'overwrite',
  'includeLogs',
  'force',
  'serve',
  'yes',
  'nonInteractive',
  'verbose',
] as const;
const repeated = ['param', 'tag', 'notificationArn', 'bucket', 'skip', 'retain', 'fail'] as const;
/** Option names where commander's would hide that the value is in milliseconds. */
const renamed: Readonly<Record<string, string>> = {
  wait: 'waitMs',
  maxWait: 'maxWaitMs',
  latency: 'latencyMs',
};

const optionsOf = (given: Record<string, unknown>): Options =>
  ({
    output: 'text',
    color: true,
    terminationProtection: true,
    ...Object.fromEntries(booleans.map((name) => [name, false])),
    ...Object.fromEntries(repeated.map((name) => [name, []])),
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [renamed[name] ?? name, value])),
  }) as unknown as Options;

const together = (options: Options): void => {
  const given = [
    options.templateUrl !== undefined && '--template-url',
    options.templateFile !== undefined && '--template-file',
    options.reuseTemplate && '--reuse-template',
  ].filter((flag) => flag !== false);
  if (given.length > 1)
    throw usage(
      'flags-conflict',
      `${given.join(' and ')} cannot be given together.`,
      'Give the one that names the template you mean.',
    );
};

/**
 * Words of the command line → what to do.
 * @throws InstallError (exit 2) with the nearest known name.
 */
export function parse(argv: readonly string[]): Parsed {
  const before = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  const asksHelp = before.includes('--help') || before.includes('-h');
  if (asksHelp && (before[0] ?? '').startsWith('-')) return { kind: 'help', text: overview() };
  const { command, rest } = splitCommand(argv);
  const known = commands.find(({ name }) => name === command);
  const parser = program(command, known?.operands, known?.help ?? '');
  if (asksHelp)
    return { kind: 'help', text: parser.helpInformation().replace(/^Usage: /, 'Usage: quilt-install ') };
  try {
    parser.parse([...rest], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw translated(error, command);
    throw error;
  }
  const options = optionsOf(parser.opts());
  together(options);
  return { kind: 'run', command, operands: parser.args, options };
}
