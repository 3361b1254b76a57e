import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { conditionOf, type Stack } from '../../core/stack.ts';
import { deleteStack, findCause, inspectEmptyStack, recovery } from '../../stack/index.ts';
import { confirmByName } from './consent.ts';
import { follow, unfinishedResult } from './follow.ts';
import type { CommandContext } from './context.ts';
import { resumeCommand } from './resume.ts';

/** The argv of another command on the same stack, with what this one was given. */
const otherCommand = (
  { session, connection, stackName }: CommandContext,
  command: string,
): readonly string[] => {
  const { options } = session;
  const keep = (flag: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [flag, value];
  return [
    command,
    '--stack-name',
    stackName,
    '--region',
    connection.region,
    ...keep('--profile', options.profile),
    ...keep('--product', options.product),
    ...keep('--expect-account', options.expectAccount),
    ...keep('--output', options.output),
    ...(options.color ? [] : ['--no-color']),
    ...(options.verbose ? ['--verbose'] : []),
  ];
};

const valueFlags = ({ options }: CommandContext['session']): readonly string[] => [
  ...(options.templateUrl === undefined ? [] : ['--template-url', options.templateUrl]),
  ...(options.templateFile === undefined ? [] : ['--template-file', options.templateFile]),
  ...(options.answers === undefined ? [] : ['--answers', options.answers]),
  ...(options.param ?? []).flatMap((param) => ['--param', param]),
];

const busyResult = (context: CommandContext): CommandResult => ({
  outcome: 'still-running',
  exitCode: exitCodes.stillRunning,
  resume: resumeCommand(context),
});

/** Somebody's operation runs: at a terminal an offer to watch it, in a script its watch command. */
export async function attachOrLeave(context: CommandContext, stack: Stack): Promise<CommandResult> {
  const { connection } = context;
  const since = stack.updatedAt ?? stack.createdAt;
  const by = await connection.evidence.startedBy(stack.name, since - 60_000).catch(() => undefined);
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is busy (${stack.status}${by === undefined ? '' : `, started by ${by}`}, ${new Date(since).toISOString()}).`,
    detail: [`Follow it with: ${resumeCommand(context)}`],
  });
  if (!connection.prompt.interactive) return busyResult(context);
  const attach = await connection.prompt.confirm({ message: 'Watch it?', default: true });
  return attach ? { next: otherCommand(context, 'watch') } : busyResult(context);
}

/** A healthy stack and a person who said install: an upgrade is what they mean, if anything. */
export async function offerUpgrade(
  context: CommandContext,
  stack: Stack,
): Promise<CommandResult | undefined> {
  const { prompt } = context.connection;
  if (!prompt.interactive) return undefined;
  const go = await prompt.confirm({
    message: `Stack ${stack.name} is already up (${stack.status}). Upgrade it?`,
    default: true,
  });
  if (!go) return { outcome: 'declined', exitCode: exitCodes.declined };
  return { next: [...otherCommand(context, 'upgrade'), ...valueFlags(context.session)] };
}

export const installOnHealthy = (
  context: CommandContext,
  stack: Pick<Stack, 'name' | 'status'>,
): InstallError =>
  new InstallError({
    code: 'stack-exists',
    message: `Stack ${stack.name} is already up (${stack.status}); install makes new stacks.`,
    hint: `To change it: ${resumeCommand(context, 'upgrade', '--template-url')} … To install another, give --stack-name.`,
    exitCode: exitCodes.usage,
  });

/** A stack that only a decision leads on from, met by a command that wanted to go forward. */
export async function stuckStackResult(
  context: CommandContext,
  stack: Stack,
  more: readonly string[] = [],
): Promise<CommandResult> {
  const { summary } = recovery(stack.status, stack.name);
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is in ${stack.status}. ${summary}`,
    detail: [`The ways on: ${resumeCommand(context, 'recover')}`, ...more],
  });
  if (
    context.connection.prompt.interactive &&
    (await context.connection.prompt.confirm({ message: 'Look at the ways on now?', default: true }))
  )
    return { next: otherCommand(context, 'recover') };
  return {
    outcome: 'needs-person',
    exitCode: exitCodes.needsPerson,
    resume: resumeCommand(context, 'recover'),
  };
}

const reportLastCause = async ({ connection }: CommandContext, stack: Stack): Promise<void> => {
  const { events } = await connection.stacks.events(stack.id);
  const cause = await findCause([...events].reverse(), stack.id, connection).catch(() => undefined);
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `The last create of ${stack.name} failed and was undone; its empty stack must be removed first.`,
    detail: [
      cause === undefined
        ? 'Its cause is no longer on record.'
        : `Cause then: ${cause.logicalId}: ${cause.reason}`,
    ],
  });
};

/**
 * A left-over ROLLBACK_COMPLETE: its last cause, and agreement to remove it, before anything else is asked.
 * @returns how the run ends in a script that has not agreed: as for every stack that waits for a decision
 */
export async function agreeToRemove(
  context: CommandContext,
  stack: Stack,
): Promise<CommandResult | undefined> {
  const { session, connection, stackName } = context;
  await reportLastCause(context, stack);
  if (!connection.prompt.interactive && session.options.confirm !== stackName)
    return stuckStackResult(context, stack, [
      `Or run the same command with --confirm ${stackName}, which removes it first.`,
    ]);
  await confirmByName(context, `The failed stack ${stack.name} (${stack.status}) will be deleted`);
  return undefined;
}

/** Removes what was agreed to. @returns how the run ends if the removal did not succeed */
export async function removeLeftover(
  context: CommandContext,
  stack: Stack,
): Promise<CommandResult | undefined> {
  const started = await deleteStack(stack, { liftProtection: true }, context.connection);
  const { outcome, detached } = await follow(context, {
    stackId: started.stackId,
    intent: 'delete',
    begun: true,
    after: started.after,
  });
  return outcome.kind === 'succeeded' ? undefined : unfinishedResult(context, outcome, detached);
}

/** An empty stack with change sets of others in it is theirs. @throws InstallError `empty-stack-in-use` (6) */
export async function assertOwnEmptyStack(context: CommandContext, stack: Stack): Promise<void> {
  if (conditionOf(stack.status) !== 'empty') return;
  const { others } = await inspectEmptyStack(stack.id, context.connection);
  if (others.length === 0) return;
  throw new InstallError({
    code: 'empty-stack-in-use',
    message: `Stack ${stack.name} is empty and holds change sets of somebody else: ${others.slice(0, 3).join(', ')}.`,
    hint: 'Ask whoever made them, or choose another --stack-name; this tool removes only its own.',
    exitCode: exitCodes.needsPerson,
  });
}

export const emptyStackNotUpgraded = (context: CommandContext, stack: Stack): InstallError =>
  new InstallError({
    code: 'stack-missing',
    message: `Stack ${stack.name} is an empty stack: a plan was made for it once and never executed, so there is nothing to upgrade.`,
    hint: `Install into it with: ${resumeCommand(context, 'install')}`,
    exitCode: exitCodes.usage,
  });
