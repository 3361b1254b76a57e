import { everywhereFlags, flagName, flagNames, flags, type Flag } from '../../core/flags/index.ts';
import { productsDiffer } from './errors.ts';
import type { CommonOptions, OptionName, OptionsOf } from '../../core/options.ts';

/** The command that is rehearsed, read only as far as the account must know it. */
export interface InnerCommand {
  readonly argv: readonly string[];
  readonly command: string;
  /** Its `--answers`, or the rehearsal's. */
  readonly answers?: string;
  readonly templateFile?: string;
  /** The product that was named, inside or outside; a shipped one's id or a file. */
  readonly product?: string;
  readonly hasTemplate: boolean;
}

const isOf = (word: string, name: string): boolean => word === name || word.startsWith(`${name}=`);

const has = (argv: readonly string[], flag: Flag): boolean =>
  flagNames(flag).some((name) => argv.some((word) => isOf(word, name)));

const valueOf = (argv: readonly string[], option: OptionName): string | undefined => {
  const name = flagName(flags[option]);
  const at = argv.findIndex((word) => isOf(word, name));
  const word = argv[at];
  return word === name ? argv[at + 1] : word?.slice(name.length + 1);
};

/** A flag as it is written to give an option this value; none for the value it has without. */
const written = (flag: Flag, value: string | boolean | undefined): readonly string[] => {
  if (typeof value === 'boolean') return value === (flag.kind === 'switch') ? [flagName(flag)] : [];
  return value === undefined || value === flag.otherwise ? [] : [flagName(flag), value];
};

const everywhere = Object.entries<Flag>(everywhereFlags) as readonly [keyof CommonOptions, Flag][];

/** Flags every command takes that were given to `rehearse` itself; the inner command's own come first. */
const inherited = (options: CommonOptions, argv: readonly string[]): readonly string[] =>
  everywhere.flatMap(([name, flag]) => (has(argv, flag) ? [] : written(flag, options[name])));

/** `--answers` of `rehearse` itself, for a command that takes one and names none. */
const sharedAnswers = (
  command: string,
  answers: string | undefined,
  argv: readonly string[],
): readonly string[] => {
  const takers: readonly string[] = flags.answers.commands;
  return takers.includes(command) && !has(argv, flags.answers) ? written(flags.answers, answers) : [];
};

/** Two names for the product are a mistake in one of them. */
const productOf = (outer: string | undefined, argv: readonly string[]): string | undefined => {
  const inner = valueOf(argv, 'product');
  if (inner !== undefined && outer !== undefined && inner !== outer) throw productsDiffer(outer, inner);
  return inner ?? outer;
};

/**
 * @param operands the words after `--`; none: `install`
 * @throws InstallError `flags-conflict` (2)
 */
export function innerCommand(
  options: CommonOptions & Pick<OptionsOf<'rehearse'>, 'answers'>,
  operands: readonly string[],
): InnerCommand {
  const [first = 'install'] = operands;
  const command = first.startsWith('-') ? 'install' : first;
  const rest = first.startsWith('-') ? operands : operands.slice(1);
  const { templateFile, templateUrl, reuseTemplate } = flags;
  return {
    argv: [
      command,
      ...rest,
      ...sharedAnswers(command, options.answers, rest),
      ...(command === 'help' ? [] : inherited(options, rest)),
    ],
    command,
    hasTemplate:
      [templateFile, templateUrl, reuseTemplate].some((flag) => has(rest, flag)) || command === 'help',
    answers: valueOf(rest, 'answers') ?? options.answers,
    product: productOf(options.product, rest),
    templateFile: valueOf(rest, 'templateFile'),
  };
}
