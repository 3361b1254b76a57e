import { randomUUID } from 'node:crypto';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes, InstallError, type ExitCode } from '../../core/errors.ts';
import type { Choice } from '../../core/ports.ts';
import { failedExitCode, type RootCause, type StackOutcome, type StackStatus } from '../../core/stack.ts';
import { deleteStack, EarlyEvidence, watchOperation, type WatchRequest } from '../../stack/index.ts';
import type { Opened } from './context.ts';
import { tellEvidence } from './explain.ts';
import { resumeCommand } from './resume.ts';
import { typedName } from './consent.ts';

export type Followed = Pick<WatchRequest, 'stackId' | 'after' | 'begun' | 'intent' | 'expected' | 'graph'>;

type Answer = 'on' | 'detach' | 'cancel' | 'delete';

/** After Ctrl-C: what the person wants, asked because the operation goes on in AWS whatever they press here. */
const ask = ({ connection, stackName }: Opened, ways: readonly Choice<Answer>[]): Promise<Answer> =>
  connection.prompt.select<Answer>({
    message: `${stackName} goes on in AWS. What now?`,
    default: 'on',
    choices: [
      { name: 'watch on', value: 'on' },
      { name: 'detach: leave it running, pick it up later with watch', value: 'detach' },
      ...ways,
    ],
  });

/** What can be called off: an update by cancelling it, a create by deleting it; a rollback or a delete not at all. */
const waysOut = (
  status: StackStatus | undefined,
  intent: WatchRequest['intent'],
): readonly Choice<Answer>[] => {
  if (status === 'UPDATE_IN_PROGRESS' || (status === undefined && intent === 'update'))
    return [{ name: 'cancel the update: CloudFormation rolls back to what was there', value: 'cancel' }];
  if (status === 'CREATE_IN_PROGRESS' || (status === undefined && intent === 'create'))
    return [{ name: 'delete the stack being created (its name must be typed)', value: 'delete' }];
  return [];
};

const carryOutAnswer = async (
  opened: Opened,
  { stackId }: Followed,
  answer: 'cancel' | 'delete',
): Promise<void> => {
  const { stacks } = opened.connection;
  if (answer === 'cancel') return stacks.cancelUpdate(stackId, `quilt-install-cancel-${randomUUID()}`);
  await typedName(opened, 'All that this stack has made so far will be deleted');
  const stack = await stacks.describe(stackId);
  // Protection is put on while a create runs, perhaps after this look.
  if (stack !== undefined)
    await deleteStack({ ...stack, terminationProtection: true }, { liftProtection: true }, opened.connection);
};

/** A refusal (the update is past cancelling, another name was typed) leads back to the watching, never out of it. */
const attempt = async (opened: Opened, followed: Followed, answer: 'cancel' | 'delete'): Promise<void> => {
  try {
    await carryOutAnswer(opened, followed, answer);
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    if (error.code.startsWith('question-')) return;
    opened.connection.emit({ type: 'note', level: 'warn', message: error.message, detail: [error.hint] });
  }
};

/** How watching ended when the person left it: the exit code differs, the stack goes on alike. */
interface Leaving {
  detached: boolean;
}

/** A question left with Esc is no answer; one whose input ended has nobody left to answer it. */
const unanswered = <T>(error: unknown, onEscape: T, onGone: T): T => {
  if (!(error instanceof InstallError)) throw error;
  return error.code === 'question-unanswered' ? onGone : onEscape;
};

const interruptMenu =
  (opened: Opened, followed: Followed, leaving: Leaving): NonNullable<WatchRequest['onInterrupt']> =>
  async (status) => {
    const { interrupts } = opened.session;
    if (!opened.connection.prompt.interactive) return 'leave';
    // Renewed first, so that a Ctrl-C at the menu is a new one and ends the process.
    const signal = interrupts.renew();
    const answer = await ask(opened, waysOut(status, followed.intent)).catch((error: unknown) =>
      unanswered<Answer>(error, 'on', 'detach'),
    );
    if (!signal.aborted && (answer === 'cancel' || answer === 'delete'))
      await attempt(opened, followed, answer);
    leaving.detached = answer === 'detach' || (signal.aborted && signal.reason !== 'SIGINT');
    return leaving.detached || signal.aborted ? 'leave' : signal;
  };

/** A sign-in in this terminal renews SSO sessions only. */
const offersLogin = async ({ connection }: Opened): Promise<boolean> => {
  const identity = await connection.facts.identity().catch(() => undefined);
  return connection.login !== undefined && (identity?.credentialSource?.includes('sso') ?? false);
};

/** A signal at this question is met by the watch itself, which then asks what now. */
const expiredMenu =
  (opened: Opened): NonNullable<WatchRequest['onExpired']> =>
  async () => {
    const { connection, session } = opened;
    if (!connection.prompt.interactive) return 'leave';
    const { profile } = session.options;
    const login = `aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`;
    connection.emit({
      type: 'note',
      level: 'warn',
      message: 'The AWS credentials have expired; the stack goes on without them.',
      detail: [`Renew them in another window (for SSO: ${login}), then try again here.`],
    });
    const answer = await connection.prompt
      .select<'retry' | 'login' | 'leave'>({
        message: 'What now?',
        choices: [
          { name: 'try again with renewed credentials', value: 'retry' },
          ...((await offersLogin(opened)) ? [{ name: `run ${login} here`, value: 'login' as const }] : []),
          { name: 'detach: leave it running, pick it up later with watch', value: 'leave' },
        ],
      })
      .catch((error: unknown) => unanswered(error, 'retry' as const, 'leave' as const));
    if (answer !== 'login') return answer;
    if ((await connection.login?.()) !== true)
      connection.emit({
        type: 'note',
        level: 'warn',
        message: `${login} did not succeed; run it in another window, then try again here.`,
      });
    return 'retry';
  };

/** Follows an operation to its end; Ctrl-C and expired credentials become questions where someone is there to answer. */
export async function follow(
  opened: Opened,
  followed: Followed,
  explain?: (cause: RootCause) => RootCause,
): Promise<{ readonly outcome: StackOutcome; readonly detached: boolean }> {
  const { connection, session, stackName } = opened;
  const leaving: Leaving = { detached: false };
  const resume = resumeCommand(opened);
  session.interrupts.atStake = true;
  session.interrupts.resume = resume;
  const early = new EarlyEvidence(followed.stackId, connection);
  const outcome = await watchOperation(
    {
      ...followed,
      stackName,
      resume,
      ...(session.options.maxWaitMs === undefined ? {} : { maxWaitMs: session.options.maxWaitMs }),
      ...(explain === undefined ? {} : { explain }),
      onEvent: (event) => early.saw(event),
      onInterrupt: interruptMenu(opened, followed, leaving),
      onExpired: expiredMenu(opened),
    },
    connection,
  );
  session.interrupts.resume = undefined;
  if (outcome.kind === 'failed') await tellEvidence(opened, followed.stackId, early);
  return { outcome, detached: leaving.detached };
}

/** Exit code and last line for an operation that did not succeed, or was left. */
export function unfinished(
  opened: Opened,
  outcome: Exclude<StackOutcome, { kind: 'succeeded' }>,
  detached: boolean,
): CommandResult {
  if (outcome.kind === 'failed') {
    const exitCode: ExitCode = failedExitCode(outcome.status);
    if (exitCode === exitCodes.rolledBack) return { outcome: 'rolled-back', exitCode };
    return { outcome: 'needs-person', exitCode, resume: resumeCommand(opened, 'recover') };
  }
  const interrupted = outcome.reason === 'interrupted' && !detached;
  return {
    outcome: interrupted ? 'interrupted' : 'still-running',
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.stillRunning,
    resume: outcome.resume,
  };
}
