import { commandLine } from '../../core/command-line.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';

/** The foreseen failures of fixing. */

export const fixFailed = (stackName: string): InstallError =>
  new InstallError({
    code: 'fix-failed',
    message: `The stack ${stackName} that would have fixed this did not come up.`,
    hint: `Its cause: ${commandLine(['quilt-install', 'diagnose', '--stack-name', stackName])}`,
    exitCode: exitCodes.checkFailed,
  });

/** Left before its end: the stack goes on, so this is no failure of the fix. */
export const fixUnfinished = (stackName: string, resume: string, interrupted: boolean): InstallError =>
  new InstallError({
    code: 'fix-unfinished',
    message: `The stack ${stackName} is still being made in AWS.`,
    hint: `Run the checks again when it has ended. Follow it with\n${resume}`,
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.stillRunning,
    resume,
  });

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
