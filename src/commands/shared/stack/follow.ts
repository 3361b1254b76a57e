import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-codes.ts';
import { failedExitCode, type OperationKind } from '../../../core/stack-status.ts';
import type { RootCause, StackOutcome } from '../../../core/stack.ts';
import {
  EarlyEvidence,
  watchOperation,
  type OperationWork,
  type StartedOperation,
  type WatchRequest,
} from '../../../stack/index.ts';
import type { CommandContext } from '../context.ts';
import { resumeCommand } from '../next-command.ts';
import { explainer, reportEvidence } from './explain.ts';
import { expiredMenu } from './expired-menu.ts';
import { interruptMenu, type LeaveState } from './interrupt-menus.ts';
import { hideSecretOutputs } from './secret-outputs.ts';

export type FollowRequest = Pick<
  WatchRequest,
  'stackId' | 'after' | 'begun' | 'intent' | 'expected' | 'graph' | 'guards'
> & {
  /** The command that began it, with all that was typed for it; asked for where it failed. */
  readonly again?: () => Promise<string>;
};

/** Follows an operation to its end; Ctrl-C and expired credentials become questions where someone is there to answer. */
export async function follow(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  request: FollowRequest,
  explain?: (cause: RootCause) => RootCause,
): Promise<{ readonly outcome: StackOutcome; readonly detached: boolean }> {
  const { connection, session, stackName } = context;
  const state: LeaveState = { detached: false };
  const resume = resumeCommand(context);
  session.interrupts.atStake = true;
  session.interrupts.resume = resume;
  const early = new EarlyEvidence(request.stackId, connection);
  const outcome = await watchOperation(
    {
      ...request,
      stackName,
      resume,
      maxWaitMs: session.options.maxWaitMs,
      explain,
      onEvent: (event) => early.add(event),
      beforeOutputs: (stack) => hideSecretOutputs(context, stack),
      onInterrupt: interruptMenu(context, request, state),
      onExpired: expiredMenu(context),
    },
    connection,
  );
  session.interrupts.resume = undefined;
  if (outcome.kind === 'failed')
    await reportEvidence(context, request.stackId, early, await request.again?.());
  return { outcome, detached: state.detached };
}

/** Exit code and last line for an operation that did not succeed, or was left. */
export function unfinishedResult(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  outcome: Exclude<StackOutcome, { kind: 'succeeded' }>,
  detached: boolean,
): CommandResult {
  if (outcome.kind === 'failed') {
    const exitCode: ExitCode = failedExitCode(outcome.status);
    if (exitCode === exitCodes.rolledBack) return { outcome: 'rolled-back', exitCode };
    return { outcome: 'needs-person', exitCode, resume: resumeCommand(context, 'recover') };
  }
  const interrupted = outcome.reason === 'interrupted' && !detached;
  return {
    outcome: interrupted ? 'interrupted' : 'still-running',
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.stillRunning,
    resume: outcome.resume,
  };
}

/** It goes on in AWS, and how it is picked up again. */
export const stillRunning = (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
): CommandResult => ({
  outcome: 'still-running',
  exitCode: exitCodes.stillRunning,
  resume: resumeCommand(context),
});

export const done: CommandResult = { outcome: 'succeeded', exitCode: exitCodes.succeeded };

/** Follows what was begun, its failure explained in words for this product. */
export async function watchToEnd(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  started: StartedOperation,
  intent: OperationKind,
  work: Partial<OperationWork> = {},
): Promise<CommandResult> {
  const { outcome, detached } = await follow(
    context,
    {
      stackId: started.stackId,
      begun: true,
      intent,
      ...work,
      after: started.after,
    },
    explainer(context),
  );
  return outcome.kind === 'succeeded' ? done : unfinishedResult(context, outcome, detached);
}
