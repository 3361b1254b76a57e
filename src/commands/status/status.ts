import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { stackScope } from '../../products/index.ts';
import { hideSecretOutputs } from '../shared/stack/secret-outputs.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { reportHeader, createContext } from '../shared/context.ts';
import { statusLines } from './lines.ts';

/** One screen: version, state, last operation, DNS, health. Looks, and changes nothing. */
export async function status(session: Session<'status'>): Promise<CommandResult> {
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  await hideSecretOutputs(context, stack);
  for await (const line of statusLines(context, stack)) context.connection.emit({ type: 'status', ...line });
  const url = context.product.url(stackScope(stack));
  return {
    outcome: 'succeeded',
    exitCode: exitCodes.succeeded,
    outputs: Object.fromEntries(stack.outputs),
    url,
  };
}
