import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';
import type { Stack } from '../../core/stack.ts';
import { shortText } from '../../core/text.ts';

/** `--query` with a key that the stack has no output of. */
export function outputUnknown(query: string, { name, status, outputs }: Stack): InstallError {
  const near = nearest(query, outputs.keys());
  const there =
    outputs.size === 0
      ? `In ${status} it has none at all.`
      : `Its outputs: ${[...outputs.keys()].sort().join(', ')}.`;
  return new InstallError({
    code: 'output-unknown',
    message: `Stack ${name} has no output "${shortText(query, 60)}".`,
    hint: near === undefined ? there : `Did you mean ${near}? ${there}`,
    exitCode: exitCodes.usage,
  });
}
