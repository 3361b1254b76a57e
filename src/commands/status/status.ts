import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { existingStack } from '../shared/require-stack.ts';
import { introduce, open } from '../shared/context.ts';
import { statusLines } from './lines.ts';

/** One screen: version, state, last operation, DNS, health. Looks, and changes nothing. */
export async function status(session: Session): Promise<CommandResult> {
  const opened = await open(session);
  await introduce(opened);
  const stack = await existingStack(opened);
  for await (const line of statusLines(opened, stack)) opened.connection.emit({ type: 'status', ...line });
  const url = opened.product.url(stack.outputs);
  return {
    outcome: 'succeeded',
    exitCode: exitCodes.succeeded,
    outputs: Object.fromEntries(stack.outputs),
    ...(url === undefined ? {} : { url }),
  };
}
