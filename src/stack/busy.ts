import { exitCodes, InstallError } from '../core/errors.ts';

/** Somebody else's operation runs on the stack: watch it, then go on. */
export const stackBusy = (stackName: string, cause?: unknown): InstallError =>
  new InstallError({
    code: 'stack-busy',
    message: `Another operation is running on stack ${stackName}; this run has started nothing.`,
    hint: `Follow it with quilt-install watch --stack-name ${stackName}, then run this command again.`,
    exitCode: exitCodes.stillRunning,
    resume: `quilt-install watch --stack-name ${stackName}`,
    ...(cause === undefined ? {} : { cause }),
  });
