import { exitCodes, InstallError } from '../core/errors.ts';

export const unclearCode = 'operation-unclear';

/**
 * AWS was told to begin and never said whether it did. Neither "started" nor "not started" would be true, so nothing
 * that was made for it is removed, and the way to find out is named.
 * @param interrupted a Ctrl-C ended the waiting
 */
export const operationUnclear = (
  stackName: string,
  resume: string,
  interrupted: boolean,
  cause: unknown,
): InstallError =>
  new InstallError({
    code: unclearCode,
    message: `AWS was asked to carry out the plan for stack ${stackName} and has not answered whether it began; it may be running.`,
    hint: `Once AWS answers again, find out with: ${resume}`,
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.stillRunning,
    resume,
    cause,
  });
