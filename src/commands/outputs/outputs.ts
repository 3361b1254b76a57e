import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { noEchoMask } from '../../core/parameter.ts';
import type { Session } from '../../core/session.ts';
import type { Stack } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { hideSecretOutputs } from '../shared/stack/secret-outputs.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { outputUnknown } from './errors.ts';
import { formatOutput, formatOutputs } from './format.ts';

/** What may be shown; a secret is masked before it is written in any format, whose quoting would hide it from the screen's mask. */
const shownOutputs = async (
  context: Pick<CommandContext<'outputs'>, 'session' | 'connection'>,
  stack: Stack,
): Promise<ReadonlyMap<string, string>> => {
  const secrets = await hideSecretOutputs(context, stack);
  const { query } = context.session.options;
  if (query !== undefined && !stack.outputs.has(query)) throw outputUnknown(query, stack);
  const chosen = [...stack.outputs].filter(([key]) => query === undefined || key === query);
  const masked = chosen.filter(([key]) => secrets.includes(key)).map(([key]) => key);
  if (masked.length > 0)
    context.connection.emit({
      type: 'note',
      level: 'warn',
      message: `${masked.join(', ')}: the template puts a secret into it, so it is shown as ${noEchoMask}.`,
    });
  return new Map(chosen.map(([key, value]) => [key, secrets.includes(key) ? noEchoMask : value]));
};

/** The document asked for by `--format` or `--query`; undefined where the outputs are listed for people. */
const documentOf = (
  { format, query }: { readonly format?: 'text' | 'json' | 'dotenv'; readonly query?: string },
  outputs: ReadonlyMap<string, string>,
): string | undefined => {
  if (query !== undefined) return formatOutput(query, outputs.get(query) ?? '', format);
  return format === undefined || format === 'text' ? undefined : formatOutputs(outputs, format);
};

/** The stack's outputs, nothing else. */
export async function outputs(session: Session<'outputs'>): Promise<CommandResult> {
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  const shown = await shownOutputs(context, stack);
  const { outputsFormat: format, query, output } = session.options;
  const succeeded = { outcome: 'succeeded', exitCode: exitCodes.succeeded } as const;
  const text = documentOf({ format, query }, shown);
  if (text !== undefined) context.connection.emit({ type: 'text', text });
  // Beside a document for programs nothing else goes to stdout; a line of JSON has room for both.
  if (text !== undefined && output === 'text') return succeeded;
  return { ...succeeded, outputs: Object.fromEntries(shown), url: context.product.url(stackScope(stack)) };
}
