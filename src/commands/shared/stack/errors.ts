import { InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { StackStatus } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import { commandOn } from '../../../products/index.ts';
import type { StackAddress } from '../context.ts';
import { resumeCommand } from '../next-command.ts';

/** The foreseen failures of a command that meets a stack it cannot go on with. */

/** Names where it was looked for. */
export const stackMissing = (stackName: string, region: string): InstallError =>
  new InstallError({
    code: 'stack-missing',
    message: `There is no stack named ${stackName} in ${region} of this account.`,
    hint: 'Check --stack-name, --region and --profile; quilt-install install creates a new one.',
    exitCode: exitCodes.usage,
  });

export const installOnHealthy = (
  context: StackAddress,
  stack: Pick<Stack, 'name' | 'status'>,
): InstallError =>
  new InstallError({
    code: 'stack-exists',
    message: `Stack ${stack.name} is already up (${stack.status}); install makes new stacks.`,
    hint: `To install another, give --stack-name; to change this one:\n${resumeCommand(context, 'upgrade')}`,
    exitCode: exitCodes.usage,
  });

/** @param others names of the change sets in it that this tool did not make */
export const emptyStackInUse = (stackName: string, others: readonly string[]): InstallError =>
  new InstallError({
    code: 'empty-stack-in-use',
    message: `Stack ${stackName} is empty and holds change sets of somebody else: ${others.slice(0, 3).join(', ')}.`,
    hint: 'Ask whoever made them, or choose another --stack-name; this tool removes only its own.',
    exitCode: exitCodes.needsPerson,
  });

/** Between our look and our call. */
export const emptyStackTaken = (stackName: string): InstallError =>
  new InstallError({
    code: 'empty-stack-in-use',
    message: `Stack ${stackName} is empty no longer, or somebody else made a change set in it meanwhile, so it was left.`,
    hint: `See what it is now with ${commandOn('status', stackName)}.`,
    exitCode: exitCodes.needsPerson,
  });

export const emptyStackNotUpgraded = (context: StackAddress, stack: Stack): InstallError =>
  new InstallError({
    code: 'stack-missing',
    message: `Stack ${stack.name} is an empty stack: a plan was made for it once and never executed, so there is nothing to upgrade.`,
    hint: `Install into it with\n${resumeCommand(context, 'install')}`,
    exitCode: exitCodes.usage,
  });

/** @param possible what may be skipped instead */
export const skipRefused = (logicalId: string, possible: readonly string[]): InstallError =>
  new InstallError({
    code: 'skip-refused',
    message: `${logicalId} did not fail while the update was being rolled back, so it cannot be skipped.`,
    hint:
      possible.length === 0
        ? 'Nothing needs skipping: run recover without --skip.'
        : `What can be skipped: ${possible.join(', ')}.`,
    exitCode: exitCodes.usage,
  });

/** No plan can be made from this status. */
export const stackBlocked = (context: StackAddress, status: StackStatus): InstallError =>
  new InstallError({
    code: 'stack-blocked',
    message: `Stack ${context.stackName} is in ${status}, from which no plan can be made.`,
    hint: `See the way out with\n${resumeCommand(context, 'recover')}`,
    exitCode: exitCodes.needsPerson,
  });
