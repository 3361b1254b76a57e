import { argumentInvalid } from './errors.ts';

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
  throw argumentInvalid(command, operands, known);
}
