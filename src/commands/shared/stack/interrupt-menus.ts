import { InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import { SteppedBack, type Choice } from '../../../core/prompter.ts';
import type { StackStatus } from '../../../core/stack-status.ts';
import { cancelUpdate, deleteStack, type WatchRequest } from '../../../stack/index.ts';
import { confirmByName } from '../consent.ts';
import type { CommandContext } from '../context.ts';

type InterruptAnswer = 'on' | 'detach' | 'cancel' | 'delete';

/** After Ctrl-C: what the person wants, asked because the operation goes on in AWS whatever they press here. */
const ask = (
  { connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>,
  ways: readonly Choice<InterruptAnswer>[],
): Promise<InterruptAnswer> =>
  connection.prompt.select<InterruptAnswer>({
    message: `${stackName} goes on in AWS. What now?`,
    explain: 'The operation runs in AWS, with or without this program. Esc goes back to watching it.',
    canStepBack: true,
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
): readonly Choice<InterruptAnswer>[] => {
  if (status === 'UPDATE_IN_PROGRESS' || (status === undefined && intent === 'update'))
    return [{ name: 'cancel the update: CloudFormation rolls back to what was there', value: 'cancel' }];
  if (status === 'CREATE_IN_PROGRESS' || (status === undefined && intent === 'create'))
    return [{ name: 'delete the stack being created (its name must be typed)', value: 'delete' }];
  return [];
};

const carryOutAnswer = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  stackId: string,
  answer: 'cancel' | 'delete',
): Promise<void> => {
  const { connection, stackName } = context;
  if (answer === 'cancel') return cancelUpdate({ id: stackId, name: stackName }, connection);
  // A --confirm of the command line was for what the command was to do, not for this.
  const session = { ...context.session, options: { ...context.session.options, confirm: undefined } };
  await confirmByName({ ...context, session }, 'All that this stack has made so far will be deleted');
  const stack = await connection.stacks.describe(stackId);
  // Protection is put on while a create runs, perhaps after this look.
  if (stack !== undefined)
    await deleteStack({ ...stack, terminationProtection: true }, { liftProtection: true }, connection);
};

/** A refusal (the update is past cancelling, another name was typed) leads back to the watching, never out of it. */
const attempt = async (
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  request: Pick<WatchRequest, 'stackId' | 'intent'>,
  answer: 'cancel' | 'delete',
): Promise<void> => {
  try {
    await carryOutAnswer(context, request.stackId, answer);
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    if (error.code.startsWith('question-')) return;
    context.connection.emit({ type: 'note', level: 'warn', message: error.message, detail: [error.hint] });
  }
};

/** How watching ended when the person left it: the exit code differs, the stack goes on alike. */
export interface LeaveState {
  detached: boolean;
}

/** Esc goes back to the watching, as does a signal, which is met there; who leaves by Ctrl-D leaves the stack running. */
export function answerOnClose<T>(error: unknown, onEscape: T, onLeaving: T): T {
  if (error instanceof SteppedBack) return onEscape;
  if (!(error instanceof InstallError)) throw error;
  return error.exitCode === exitCodes.interrupted ? onEscape : onLeaving;
}

/** What Ctrl-C leads to. Where nobody can be asked, to leaving. */
export const interruptMenu =
  (
    context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
    request: Pick<WatchRequest, 'stackId' | 'intent'>,
    state: LeaveState,
  ): NonNullable<WatchRequest['onInterrupt']> =>
  async (status) => {
    const { interrupts } = context.session;
    if (!context.connection.prompt.interactive) return 'leave';
    // Renewed first, so that a Ctrl-C at the menu is a new one and ends the process.
    const signal = interrupts.renew();
    const answer = await ask(context, waysOut(status, request.intent)).catch((error: unknown) =>
      answerOnClose<InterruptAnswer>(error, 'on', 'detach'),
    );
    if (!signal.aborted && (answer === 'cancel' || answer === 'delete'))
      await attempt(context, request, answer);
    state.detached = answer === 'detach' || (signal.aborted && signal.reason !== 'SIGINT');
    return state.detached || signal.aborted ? 'leave' : signal;
  };
