import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

/** The foreseen failures of fixing for a script. */

export const fixUnnamed = (): InstallError =>
  new InstallError({
    code: 'fix-unnamed',
    message: 'Nobody is here to agree to each fix, so what may be fixed has to be named.',
    hint: 'Write --fix --yes --only followed by the check ids, for example --only iam.es-service-linked-role.',
    exitCode: exitCodes.usage,
  });

/** @param id of the check */
export const fixNeedsPerson = (id: string): InstallError =>
  new InstallError({
    code: 'fix-needs-person',
    message: `The fix of ${id} costs money for as long as it is there, so a person has to agree to its plan; --yes does not.`,
    hint: `Run the same command at a terminal, without --non-interactive and with CI unset, or leave ${id} out of --only.`,
    exitCode: exitCodes.usage,
  });
