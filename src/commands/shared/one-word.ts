import { exitCodes, InstallError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';

/**
 * The one word that a command takes besides its flags.
 * @throws InstallError `argument-invalid` (2), with the nearest known one
 */
export function oneWord<W extends string>(
  command: string,
  operands: readonly string[],
  known: readonly W[],
): W {
  const [given, ...more] = operands;
  const found = known.find((word) => word === given);
  if (found !== undefined && more.length === 0) return found;
  const near = given === undefined ? undefined : nearest(given, known);
  const said = operands.length === 0 ? 'nothing' : `"${operands.join(' ').slice(0, 60)}"`;
  throw new InstallError({
    code: 'argument-invalid',
    message: `${command} takes one of ${known.join(', ')}, and was given ${said}.`,
    hint:
      near === undefined || near === given
        ? `For example: quilt-install ${command} ${known[0] ?? ''}`
        : `Did you mean quilt-install ${command} ${near}?`,
    exitCode: exitCodes.usage,
  });
}
