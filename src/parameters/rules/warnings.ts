import type { ParameterKey } from '../../core/parameter.ts';
import { shortText } from '../../core/text.ts';
import type { ExplicitResult } from '../sources/explicit.ts';
import type { ValidationResult } from './validate.ts';

const clearText = (
  explicits: readonly ExplicitResult[],
  source: 'flag' | 'file',
  sentence: string,
): string[] => {
  const keys = explicits.flatMap((one) =>
    one.kind === 'value' && one.clear && one.given.source === source ? [one.value.key] : [],
  );
  return keys.length === 0 ? [] : [`${keys.join(', ')}: ${sentence}`];
};

const cleanedWarnings = (explicits: readonly ExplicitResult[]): string[] =>
  explicits.flatMap((one) =>
    one.kind === 'value' && one.originalText !== undefined
      ? [`${one.value.key}: "${shortText(one.originalText)}" is read as "${shortText(one.value.value)}".`]
      : [],
  );

const notLookedUp = (why: string, keys: readonly ParameterKey[]): string =>
  `${[...keys].sort().join(', ')} could not be looked up (${why}); CloudFormation will check after the stack has begun.`;

/** What a person should know although nothing is wrong; each matter once. */
export const warningsOf = (
  explicits: readonly ExplicitResult[],
  judged: ValidationResult,
): readonly string[] => [
  ...clearText(
    explicits,
    'flag',
    'a secret in clear text on the command line stays in the shell history and shows in process lists; give @env:NAME or @secretsmanager:ID instead (at a terminal also @prompt).',
  ),
  ...clearText(
    explicits,
    'file',
    'a secret in clear text stands in the answers file; put @secretsmanager:ID or @generate there and change the secret if the file was shared.',
  ),
  ...cleanedWarnings(explicits),
  ...[...judged.unknown].map(([why, keys]) => notLookedUp(why, keys)),
];
