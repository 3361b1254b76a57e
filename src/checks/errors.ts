import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';

/** @param near the known id it is most like */
export const checkUnknown = (id: string, near: string | undefined): InstallError =>
  new InstallError({
    code: 'check-unknown',
    message: `There is no check called "${id.slice(0, 80)}".`,
    hint: near === undefined ? 'quilt-install help checks lists all of them.' : `Did you mean ${near}?`,
    exitCode: exitCodes.usage,
    docs: 'quilt-install help checks',
  });

/** @param why nothing can be made, as a sentence */
export const fixImpossible = (id: string, why: string): InstallError =>
  new InstallError({
    code: 'fix-impossible',
    message: `${id} cannot be fixed here: ${why}`,
    hint: 'Change what stands in the way, or see what the check asks for and do it by hand.',
    exitCode: exitCodes.checkFailed,
    docs: `quilt-install help ${id}`,
  });
