import { recovery } from '../../stack/index.ts';
import type { CommandContext } from '../shared/context.ts';
import { fullCommand } from '../shared/next-command.ts';

const afterSkipping = (skipped: readonly string[]): string =>
  `The update was taken back, but for ${skipped.join(', ')}: ${skipped.length === 1 ? 'it is' : 'they are'} as the failed update left ${skipped.length === 1 ? 'it' : 'them'}. Put that right by hand, then upgrade.`;

/** What the stack is now, and the command that leads on from there: out of a stuck state is not yet where one wanted to be. */
export async function reportNextStep(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  skipped: readonly string[],
): Promise<void> {
  const { connection, stackName } = context;
  const stack = await connection.stacks.describe(stackName).catch(() => 'unread' as const);
  if (stack === 'unread') return;
  const { summary, options } = recovery(stack?.status ?? 'DELETE_COMPLETE', stackName);
  const [best] = options;
  const say = skipped.length === 0 ? summary : afterSkipping(skipped);
  const run = best === undefined ? undefined : fullCommand(context, best.command);
  connection.emit({ type: 'next', steps: [run === undefined ? say : { say, run }] });
}
