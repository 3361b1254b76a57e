import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { stackScope } from '../../products/index.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { hideSecretOutputs } from '../shared/stack/secret-outputs.ts';
import { reportHeader, createContext } from '../shared/context.ts';

/** The stack's outputs, nothing else. */
export async function outputs(session: Session<'outputs'>): Promise<CommandResult> {
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  await hideSecretOutputs(context, stack);
  const url = context.product.url(stackScope(stack));
  return {
    outcome: 'succeeded',
    exitCode: exitCodes.succeeded,
    outputs: Object.fromEntries(stack.outputs),
    url,
  };
}
