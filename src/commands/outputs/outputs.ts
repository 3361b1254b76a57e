import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { existingStack } from '../shared/require-stack.ts';
import { introduce, open } from '../shared/context.ts';

/** The stack's outputs, nothing else. */
export async function outputs(session: Session): Promise<CommandResult> {
  const opened = await open(session);
  await introduce(opened);
  const stack = await existingStack(opened);
  const url = opened.product.url(stack.outputs);
  return {
    outcome: 'succeeded',
    exitCode: exitCodes.succeeded,
    outputs: Object.fromEntries(stack.outputs),
    ...(url === undefined ? {} : { url }),
  };
}
