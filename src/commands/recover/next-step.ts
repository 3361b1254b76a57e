import { recovery } from '../../stack/index.ts';
import type { Opened } from '../shared/context.ts';
import { spelledOut } from '../shared/resume.ts';

/** What the stack is now, and the command that leads on from there: out of a stuck state is not yet where one wanted to be. */
export async function tellWayOn(opened: Opened): Promise<void> {
  const { connection, stackName } = opened;
  const stack = await connection.stacks.describe(stackName).catch(() => 'unread' as const);
  if (stack === 'unread') return;
  const { summary, options } = recovery(stack?.status ?? 'DELETE_COMPLETE', stackName);
  const commands = options.slice(0, 1).map(({ command }) => spelledOut(opened, command));
  connection.emit({ type: 'next', steps: [summary, ...commands] });
}
