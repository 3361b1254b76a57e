import { exitCodes, InstallError } from '../core/errors.ts';

export const notStartedCode = 'operation-not-started';

export const notStarted = (stackName: string): InstallError =>
  new InstallError({
    code: notStartedCode,
    message: `Stack ${stackName} is empty (REVIEW_IN_PROGRESS): no operation has begun on it.`,
    hint: 'Run quilt-install install again to make a plan and execute it, or quilt-install recover to remove the empty stack.',
    exitCode: exitCodes.needsPerson,
  });
