import { exitCodes, InstallError } from '../core/errors.ts';

/** Stopped before anything was executed; what this run had made is removed by whoever made it. */
export const interrupted = (): InstallError =>
  new InstallError({
    code: 'run-interrupted',
    message: 'Stopped before anything was executed; what this run had prepared was removed.',
    hint: 'Run the same command again when you are ready.',
    exitCode: exitCodes.interrupted,
  });
