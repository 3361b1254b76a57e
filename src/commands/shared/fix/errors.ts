import { InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { StackAddress } from '../context.ts';
import { resumeCommand } from '../next-command.ts';

/** The foreseen failures of fixing. */

/** @param own the stack of the fix */
export const fixFailed = (own: StackAddress): InstallError =>
  new InstallError({
    code: 'fix-failed',
    message: `The stack ${own.stackName} that would have fixed this did not come up.`,
    hint: `Its cause:\n${resumeCommand(own, 'diagnose')}`,
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
