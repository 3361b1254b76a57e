import type { CommandName } from '../ids.ts';

/** How a flag's words become its value (types in `core/options.ts`). */
type FlagKind =
  | 'switch'
  /** `--no-…`: true until it is given. */
  | 'negated'
  | 'text'
  | 'choice'
  /** Given once for each value. */
  | 'repeat'
  /** Comma-separated. */
  | 'list'
  /** `90s`, `15m`, `2h`, in milliseconds. */
  | 'duration'
  /** The same, or without one: until somebody ends it (`Infinity`). */
  | 'lasting'
  | 'whole'
  /** A number above 0, or `max`. */
  | 'speed';

export interface Flag {
  /** As commander writes it: `--name <value>`. */
  readonly words: `--${string}`;
  /** One letter that says the same. */
  readonly short?: `-${string}`;
  /** `--no-NAME`, and the choice it stands for. */
  readonly negation?: { readonly name: `--no-${string}`; readonly means: string };
  readonly commands: readonly CommandName[] | 'all';
  /** Commands that take it, as all do, and have no use for it: their `--help` is silent about it. */
  readonly idleIn?: readonly CommandName[];
  readonly kind: FlagKind;
  readonly choices?: readonly string[];
  /** What its text has to look like, and that in words: `the ARN of a role, such as …`. */
  readonly form?: { readonly pattern: RegExp; readonly rule: string };
  /** The choice that stands where none is given. */
  readonly otherwise?: string;
  /** Its line in `--help` and in the manual. */
  readonly help: string;
}

export const stackCommands = ['install', 'upgrade'] as const;
export const deploymentCommands = [...stackCommands, 'preflight'] as const;
export const answersCommands = [
  ...deploymentCommands,
  'dns',
  'watch',
  'status',
  'outputs',
  'backup',
  'diagnose',
  'recover',
  'uninstall',
  'policy',
  'sso',
  'report',
  'rehearse',
] as const;
