import type { CommandResult } from '../../../core/command.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { Stack } from '../../../core/stack.ts';
import { recovery } from '../../../stack/index.ts';
import type { CommandContext } from '../context.ts';
import { deploymentFlags, valueFlags } from '../deploy/typed-flags.ts';
import { nextArgv, resumeCommand } from '../next-command.ts';
import { stackMissing } from './errors.ts';
import { stillRunning } from './follow.ts';

/**
 * @param reading the stack, where it has been asked for already
 * @throws InstallError `stack-missing` (2), naming where it was looked for.
 */
export async function requireStack(
  { connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>,
  reading = connection.stacks.describe(stackName),
): Promise<Stack> {
  const stack = await reading;
  if (stack !== undefined) return stack;
  throw stackMissing(stackName, connection.region);
}

/** Somebody's operation runs: at a terminal an offer to watch it, in a script its watch command. */
export async function attachOrLeave(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult> {
  const { connection } = context;
  const since = stack.updatedAt ?? stack.createdAt;
  const by = await connection.evidence.startedBy(stack.name, since - 60_000).catch(() => undefined);
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is busy (${stack.status}${by === undefined ? '' : `, started by ${by}`}, ${new Date(since).toISOString()}).`,
  });
  if (!connection.prompt.interactive) return stillRunning(context);
  const attach = await connection.prompt.confirm({ message: 'Watch it?', default: true });
  return attach ? { next: nextArgv(context, 'watch') } : stillRunning(context);
}

/** A healthy stack and a person who said install: an upgrade is what they mean, if anything. */
export async function offerUpgrade(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult | undefined> {
  const { prompt } = context.connection;
  if (!prompt.interactive) return undefined;
  const go = await prompt.confirm({
    message: `Stack ${stack.name} is already up (${stack.status}). Upgrade it?`,
    default: true,
  });
  if (!go) return { outcome: 'declined', exitCode: exitCodes.declined };
  return {
    next: [
      ...nextArgv(context, 'upgrade'),
      ...valueFlags(context.session),
      ...deploymentFlags(context.session),
    ],
  };
}

/** Nobody is here to decide, and how somebody does. */
export const needsPerson = (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
): CommandResult => ({
  outcome: 'needs-person',
  exitCode: exitCodes.needsPerson,
  resume: resumeCommand(context, 'recover'),
});

/** A stack that only a decision leads on from, met by a command that wanted to go forward. */
export async function stuckStackResult(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  stack: Stack,
): Promise<CommandResult> {
  const { summary } = recovery(stack.status, stack.name);
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is in ${stack.status}. ${summary}`,
  });
  if (
    context.connection.prompt.interactive &&
    (await context.connection.prompt.confirm({ message: 'Look at the ways on now?', default: true }))
  )
    return { next: nextArgv(context, 'recover') };
  return needsPerson(context);
}
