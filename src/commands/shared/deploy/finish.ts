import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-codes.ts';
import type { Outcome } from '../../../core/events.ts';
import type { NextStep } from '../../../core/next-step.ts';
import type { ProductScope } from '../../../core/product.ts';
import { operationOf } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import { stackScope } from '../../../products/index.ts';
import { passwordStep } from './password-step.ts';
import type { CommandContext } from '../context.ts';
import { fullCommand, resumeCommand } from '../next-command.ts';

type FinishContext = Pick<CommandContext, 'session' | 'connection' | 'product' | 'settings' | 'stackName'>;

/** A product knows neither the stack's name nor where it runs: its step's command of ours is told both. */
const located =
  (context: FinishContext) =>
  (step: string | NextStep): string | NextStep =>
    typeof step === 'string' || step.run === undefined
      ? step
      : { ...step, run: fullCommand(context, step.run) };

/** The last words over a stack that is up: the address, who signs in, what is left for a person to do. */
export async function finish(
  context: FinishContext,
  scope: ProductScope,
  operation: 'create' | 'update',
  ended: { readonly outcome: Outcome; readonly dns: ExitCode },
): Promise<CommandResult> {
  const { product, connection } = context;
  const url = product.url(scope);
  const [open, ...more] = product.nextSteps(scope, operation).map(located(context));
  const password =
    operation === 'create' ? await passwordStep(context, scope.values ?? new Map()) : undefined;
  const steps = [open, password, ...more].filter((step) => step !== undefined);
  const update = { say: 'See how it runs:', run: resumeCommand(context, 'status') };
  connection.emit({ type: 'next', steps: operation === 'update' ? [...steps, update] : steps, url });
  return {
    outcome: ended.dns === exitCodes.succeeded ? ended.outcome : 'failed',
    exitCode: ended.dns,
    outputs: Object.fromEntries(scope.outputs ?? []),
    url,
  };
}

/** The same for a command that met the stack when it was up, or watched it get there. */
export const finishRunning = (context: FinishContext, stack: Stack): Promise<CommandResult> =>
  finish(
    context,
    stackScope(stack),
    // A create by change set has an update time too: only the status tells.
    operationOf(stack.status) === 'create' ? 'create' : 'update',
    { outcome: 'succeeded', dns: exitCodes.succeeded },
  );
