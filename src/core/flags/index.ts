import { checksFlags } from './checks.ts';
import { maintenanceFlags } from './maintenance.ts';
import { deploymentFlags } from './deployment.ts';
import type { Flag } from './flag.ts';
import { everywhereFlags } from './everywhere.ts';
import { operationFlags } from './operation.ts';
import { rehearsalFlags } from './rehearsal.ts';

export type { Flag } from './flag.ts';
export { everywhereFlags };

/** Every flag once, by its option's name, in the order of `--help`. Options, parsing, help and the manual derive from it. */
export const flags = {
  ...deploymentFlags,
  ...checksFlags,
  ...operationFlags,
  ...maintenanceFlags,
  ...rehearsalFlags,
  ...everywhereFlags,
} as const;

/** Every way to write a flag: `--yes`, `-y`. */
export const flagNames = (flag: Flag): readonly string[] => [
  flagName(flag),
  ...(flag.short === undefined ? [] : [flag.short]),
  ...(flag.negation === undefined ? [] : [flag.negation.name]),
];

/** `--template-url <url>` → `--template-url`. */
export const flagName = ({ words }: { readonly words: string }): string => words.split(' ', 1)[0] ?? words;
