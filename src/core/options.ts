import type { everywhereFlags, Flag, flags } from './flags/index.ts';
import type { CommandName } from './ids.ts';

type FlagTable = typeof flags;
/** A flag as its value is called: `--template-url` is `templateUrl`, `--wait` is `waitMs`. */
export type OptionName = keyof FlagTable;

interface ValueOfKind {
  switch: boolean;
  negated: boolean;
  text: string | undefined;
  repeat: readonly string[];
  list: readonly string[] | undefined;
  /** Milliseconds. */
  duration: number | undefined;
  /** Milliseconds, `Infinity` among them. */
  lasting: number | undefined;
  whole: number | undefined;
  speed: number | 'max' | undefined;
}

type ValueOf<F extends Flag> = F extends { readonly kind: keyof ValueOfKind }
  ? ValueOfKind[F['kind']]
  : F extends { readonly choices: readonly (infer Choice)[] }
    ? F extends { readonly otherwise: string }
      ? Choice
      : Choice | undefined
    : never;

/** Commands that take the flag. */
type Taker<N extends OptionName> = FlagTable[N]['commands'] extends readonly (infer C)[] ? C : CommandName;
type TakenByAll<C extends CommandName> = {
  [N in OptionName]: [C] extends [Taker<N>] ? N : never;
}[OptionName];
type TakenBySome<C extends CommandName> = {
  [N in OptionName]: Extract<C, Taker<N>> extends never ? never : N;
}[OptionName];

/** What every command takes. */
export type CommonOptions = { readonly [N in keyof typeof everywhereFlags]: ValueOf<FlagTable[N]> };

/**
 * What the command line of a command said, as the table of flags has it. Of several commands: what all of them take,
 * and, where it was given, what some do. Nothing in it is a default that was not asked for, but for switches and lists.
 */
export type OptionsOf<C extends CommandName> = CommonOptions & {
  readonly [N in TakenByAll<C>]: ValueOf<FlagTable[N]>;
} & { readonly [N in Exclude<TakenBySome<C>, TakenByAll<C>>]?: ValueOf<FlagTable[N]> };

/** For code that several commands share. */
export type Options = OptionsOf<CommandName>;
