import { exitCodes, InstallError } from '../core/errors.ts';

/** @param near the known id it is most like */
export const productUnknown = (id: string, near: string | undefined, known: Iterable<string>): InstallError =>
  new InstallError({
    code: 'product-unknown',
    message: `There is no product called "${id.slice(0, 60)}".`,
    hint:
      near === undefined
        ? `Products known here: ${[...known].join(', ')}.`
        : `Did you mean --product ${near}?`,
    exitCode: exitCodes.usage,
  });
