import type { CommandResult } from '../../../core/command.ts';
import { exitCodes, type ExitCode } from '../../../core/errors.ts';
import type { Outcome } from '../../../core/events.ts';
import type { ProductScope } from '../../../core/product.ts';
import type { CommandContext } from '../context.ts';

/** The last words over a stack that is up: what is left for a person to do, the address, the outputs. */
export function finish(
  context: Pick<CommandContext, 'connection' | 'product'>,
  scope: ProductScope,
  kind: 'create' | 'update',
  dns: ExitCode,
  outcome: Outcome,
): CommandResult {
  const { product, connection } = context;
  const url = product.url(scope);
  const steps = product.nextSteps(scope, kind);
  connection.emit({ type: 'next', steps, url });
  return {
    outcome: dns === exitCodes.succeeded ? outcome : 'failed',
    exitCode: dns,
    outputs: Object.fromEntries(scope.outputs ?? []),
    url,
  };
}
