import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, type ExitCode } from '../../../core/errors.ts';
import type { Outcome } from '../../../core/events.ts';
import type { Values } from '../../../core/parameter.ts';
import type { CommandContext } from '../context.ts';

/** The last words over a stack that is up: what is left for a person to do, the address, the outputs. */
export function finish(
  context: Pick<CommandContext, 'connection' | 'product'>,
  values: Values,
  outputs: ReadonlyMap<string, string>,
  dns: ExitCode,
  outcome: Outcome,
): CommandResult {
  const { product, connection } = context;
  const url = product.url(outputs);
  const steps = product.nextSteps([...values.values()], outputs);
  connection.emit({ type: 'next', steps, url });
  return {
    outcome: dns === exitCodes.succeeded ? outcome : 'failed',
    exitCode: dns,
    outputs: Object.fromEntries(outputs),
    url,
  };
}
