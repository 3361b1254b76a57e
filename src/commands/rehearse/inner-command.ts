import type { Options } from '../../core/options.ts';

/** The command that is rehearsed, read only as far as the account must know it. */
export interface InnerCommand {
  readonly argv: readonly string[];
  readonly command: string;
  /** Its `--answers`, if it names one. */
  readonly answers?: string;
  readonly templateFile?: string;
  readonly hasTemplate: boolean;
}

const valueOf = (argv: readonly string[], flag: string): string | undefined => {
  const at = argv.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === flag ? argv[at + 1] : word.slice(flag.length + 1);
};

const has = (argv: readonly string[], flag: string): boolean =>
  argv.some((word) => word === flag || word.startsWith(`${flag}=`));

/** Flags every command takes that were given to `rehearse` itself; the inner command's own come first. */
const inherited = (options: Options, argv: readonly string[]): readonly string[] => {
  const value = (flag: string, given: string | undefined): readonly string[] =>
    given === undefined || has(argv, flag) ? [] : [flag, given];
  const bare = (flag: string, given: boolean): readonly string[] => (given && !has(argv, flag) ? [flag] : []);
  return [
    ...value('--region', options.region),
    ...value('--stack-name', options.stackName),
    ...value('--product', options.product),
    ...value('--output', options.output === 'json' ? 'json' : undefined),
    ...value('--confirm', options.confirm),
    ...value('--expect-account', options.expectAccount),
    ...bare('--yes', options.yes),
    ...bare('--non-interactive', options.nonInteractive),
    ...bare('--no-color', !options.color),
    ...bare('--verbose', options.verbose),
  ];
};

/** @param operands the words after `--`; none: `install` */
export function innerCommand(options: Options, operands: readonly string[]): InnerCommand {
  const [first = 'install'] = operands;
  const command = first.startsWith('-') ? 'install' : first;
  const rest = first.startsWith('-') ? operands : operands.slice(1);
  const answers = valueOf(rest, '--answers');
  const templateFile = valueOf(rest, '--template-file');
  return {
    argv: [command, ...rest, ...(command === 'help' ? [] : inherited(options, rest))],
    command,
    hasTemplate:
      ['--template-file', '--template-url', '--reuse-template'].some((flag) => has(rest, flag)) ||
      command === 'help',
    answers,
    templateFile,
  };
}
