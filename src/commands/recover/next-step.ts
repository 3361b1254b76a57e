import { recovery } from '../../stack/index.ts';
import type { CommandContext } from '../shared/context.ts';
import { fullCommand } from '../shared/next-command.ts';

/** What the stack is now, and the command that leads on from there: out of a stuck state is not yet where one wanted to be. */
export async function reportNextStep(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
): Promise<void> {
  const { connection, stackName } = context;
  const stack = await connection.stacks.describe(stackName).catch(() => 'unread' as const);
  if (stack === 'unread') return;
  const { summary, options } = recovery(stack?.status ?? 'DELETE_COMPLETE', stackName);
  const commands = options.slice(0, 1).map(({ command }) => fullCommand(context, command));
  connection.emit({ type: 'next', steps: [summary, ...commands] });
}
