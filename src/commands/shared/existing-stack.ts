import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError } from '../../core/errors.ts';
import { conditionOf, type Stack } from '../../core/stack.ts';
import { deleteStack, findCause, inspectShell, recovery } from '../../stack/index.ts';
import { typedName } from './consent.ts';
import { follow, unfinished } from './follow.ts';
import type { Opened } from './context.ts';
import { resumeCommand } from './resume.ts';

/** The argv of another command on the same stack, with what this one was given. */
const otherCommand = ({ session, connection, stackName }: Opened, command: string): readonly string[] => {
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

const valueFlags = ({ options }: Opened['session']): readonly string[] => [
  ...(options.templateUrl === undefined ? [] : ['--template-url', options.templateUrl]),
  ...(options.templateFile === undefined ? [] : ['--template-file', options.templateFile]),
  ...(options.answers === undefined ? [] : ['--answers', options.answers]),
  ...options.param.flatMap((param) => ['--param', param]),
];

const busyResult = (opened: Opened): CommandResult => ({
  outcome: 'still-running',
  exitCode: exitCodes.stillRunning,
  resume: resumeCommand(opened),
});

/** Somebody's operation runs: at a terminal an offer to watch it, in a script its watch command. */
export async function attachOrLeave(opened: Opened, stack: Stack): Promise<CommandResult> {
  const { connection } = opened;
  const since = stack.updatedAt ?? stack.createdAt;
  const by = await connection.evidence.startedBy(stack.name, since - 60_000).catch(() => undefined);
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is busy (${stack.status}${by === undefined ? '' : `, started by ${by}`}, ${new Date(since).toISOString()}).`,
    detail: [`Follow it with: ${resumeCommand(opened)}`],
  });
  if (!connection.prompt.interactive) return busyResult(opened);
  const attach = await connection.prompt.confirm({ message: 'Watch it?', default: true });
  return attach ? { next: otherCommand(opened, 'watch') } : busyResult(opened);
}

/** A healthy stack and a person who said install: an upgrade is what they mean, if anything. */
export async function offerUpgrade(opened: Opened, stack: Stack): Promise<CommandResult | undefined> {
  const { prompt } = opened.connection;
  if (!prompt.interactive) return undefined;
  const go = await prompt.confirm({
    message: `Stack ${stack.name} is already up (${stack.status}). Upgrade it?`,
    default: true,
  });
  if (!go) return { outcome: 'declined', exitCode: exitCodes.declined };
  return { next: [...otherCommand(opened, 'upgrade'), ...valueFlags(opened.session)] };
}

export const installOnHealthy = (opened: Opened, stack: Pick<Stack, 'name' | 'status'>): InstallError =>
  new InstallError({
    code: 'stack-exists',
    message: `Stack ${stack.name} is already up (${stack.status}); install makes new stacks.`,
    hint: `To change it: ${resumeCommand(opened, 'upgrade', '--template-url')} … To install another, give --stack-name.`,
    exitCode: exitCodes.usage,
  });

/** A stack that only a decision leads on from, met by a command that wanted to go forward. */
export async function stuckResult(
  opened: Opened,
  stack: Stack,
  more: readonly string[] = [],
): Promise<CommandResult> {
  const { summary } = recovery(stack.status, stack.name);
  opened.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Stack ${stack.name} is in ${stack.status}. ${summary}`,
    detail: [`The ways on: ${resumeCommand(opened, 'recover')}`, ...more],
  });
  if (
    opened.connection.prompt.interactive &&
    (await opened.connection.prompt.confirm({ message: 'Look at the ways on now?', default: true }))
  )
    return { next: otherCommand(opened, 'recover') };
  return {
    outcome: 'needs-person',
    exitCode: exitCodes.needsPerson,
    resume: resumeCommand(opened, 'recover'),
  };
}

const tellLastCause = async ({ connection }: Opened, stack: Stack): Promise<void> => {
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
export async function agreeToRemove(opened: Opened, stack: Stack): Promise<CommandResult | undefined> {
  const { session, connection, stackName } = opened;
  await tellLastCause(opened, stack);
  if (!connection.prompt.interactive && session.options.confirm !== stackName)
    return stuckResult(opened, stack, [
      `Or run the same command with --confirm ${stackName}, which removes it first.`,
    ]);
  await typedName(opened, `The failed stack ${stack.name} (${stack.status}) will be deleted`);
  return undefined;
}

/** Removes what was agreed to. @returns how the run ends if the removal did not succeed */
export async function removeLeftover(opened: Opened, stack: Stack): Promise<CommandResult | undefined> {
  const started = await deleteStack(stack, { liftProtection: true }, opened.connection);
  const { outcome, detached } = await follow(opened, {
    stackId: started.stackId,
    intent: 'delete',
    begun: true,
    ...(started.after === undefined ? {} : { after: started.after }),
  });
  return outcome.kind === 'succeeded' ? undefined : unfinished(opened, outcome, detached);
}

/** A shell with change sets of others in it is theirs. @throws InstallError `shell-in-use` (6) */
export async function ownShell(opened: Opened, stack: Stack): Promise<void> {
  if (conditionOf(stack.status) !== 'shell') return;
  const { others } = await inspectShell(stack.id, opened.connection);
  if (others.length === 0) return;
  throw new InstallError({
    code: 'shell-in-use',
    message: `Stack ${stack.name} is an empty shell that holds change sets of somebody else: ${others.slice(0, 3).join(', ')}.`,
    hint: 'Ask whoever made them, or choose another --stack-name; this tool removes only its own.',
    exitCode: exitCodes.needsPerson,
  });
}

export const shellNotUpgraded = (opened: Opened, stack: Stack): InstallError =>
  new InstallError({
    code: 'stack-missing',
    message: `Stack ${stack.name} is an empty shell: a plan was made for it once and never executed, so there is nothing to upgrade.`,
    hint: `Install into it with: ${resumeCommand(opened, 'install')}`,
    exitCode: exitCodes.usage,
  });
