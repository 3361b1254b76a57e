import { InstallError } from '../../../core/errors.ts';
import { stopped } from '../../../core/interrupts.ts';
import { succeededStatus } from '../../../core/stack-status.ts';
import type { RootCause, Stack } from '../../../core/stack.ts';
import {
  diagnose,
  evidenceMeaning,
  evidenceNotes,
  explain,
  type Diagnosis,
  type EarlyEvidence,
  type GatheredEvidence,
} from '../../../stack/index.ts';
import type { CommandContext } from '../context.ts';
import { commandsAsTyped, fullCommand } from '../next-command.ts';

type Explaining = Pick<CommandContext, 'session' | 'keptAnswers' | 'product' | 'stackName'>;

/** What to do now, with the flags this run was given; which values are secrets is not known here. */
const asTyped = (context: Explaining, remedy: string | undefined): string | undefined =>
  remedy === undefined ? undefined : commandsAsTyped(context, remedy, () => true);

const withTyped = (context: Explaining, cause: RootCause): RootCause => ({
  ...cause,
  remedy: asTyped(context, cause.remedy),
});

/** The cause of a failure in words for this product: what it means, what to do now. */
export const explainer =
  (context: Explaining) =>
  (cause: RootCause): RootCause =>
    withTyped(context, explain(cause, context));

/**
 * Why the last operation failed, and the evidence one level down as far as it may be read.
 * @throws InstallError `interrupted` (130): evidence that was not waited for is none that could not be read
 */
export async function runDiagnosis(
  { connection, product }: Pick<CommandContext, 'connection' | 'product'>,
  stack: Stack,
  message = 'Looking for the cause',
): Promise<Diagnosis> {
  const before = connection.signal.aborted;
  connection.emit({ type: 'busy', message });
  const found = await diagnose({ stack, product }, connection).finally(() =>
    connection.emit({ type: 'busy' }),
  );
  // After an operation that Ctrl-C found at its end, the signal is an old one.
  if (!before && connection.signal.aborted) throw stopped();
  return found;
}

/** The whole diagnosis for the person: cause, what else is in the way, evidence. */
export function reportDiagnosis(
  context: Explaining & Pick<CommandContext, 'connection'>,
  diagnosis: Diagnosis,
): void {
  const { connection } = context;
  const { stack } = diagnosis;
  const rootCause = diagnosis.rootCause && withTyped(context, diagnosis.rootCause);
  const blockers = diagnosis.blockers.map((blocker) => withTyped(context, blocker));
  connection.emit({
    type: 'settled',
    status: stack.status,
    succeeded: rootCause === undefined && succeededStatus(stack.status),
    rootCause,
  });
  for (const { logicalId, reason, remedy } of blockers)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `Also in the way: ${logicalId}: ${reason}`,
      detail: remedy === undefined ? [] : [remedy],
    });
  reportGathered(context, diagnosis, diagnosis.rootCause);
}

const reportGathered = (
  context: Explaining & Pick<CommandContext, 'connection'>,
  gathered: GatheredEvidence,
  cause: RootCause | undefined,
): void => {
  const { connection, product, stackName } = context;
  for (const note of evidenceNotes(gathered)) connection.emit(note);
  const meaning = evidenceMeaning(gathered, cause, { stackName, product });
  if (meaning === undefined) return;
  const detail = meaning.detail?.map((line) => asTyped(context, line) ?? line);
  connection.emit({ ...meaning, detail });
};

/** For a command that is about to lead out of a failure. */
export async function reportCause(
  context: Explaining & Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<void> {
  try {
    reportDiagnosis(context, await runDiagnosis(context, stack));
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    context.connection.emit({
      type: 'note',
      level: 'warn',
      message: `Its cause could not be read: ${error.message}`,
    });
  }
}

const commandNameOf = (words: string): string | undefined => words.split(' ')[1];

/**
 * After an operation failed under our eyes: what its events do not say (stopped tasks, logs, the denied call).
 * @param again this run's command with all that was typed for it, told where that very command is the next one
 */
export async function reportEvidence(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  stackId: string,
  early: EarlyEvidence,
  again = '',
): Promise<void> {
  const { connection } = context;
  const stack = await connection.stacks.describe(stackId).catch(() => undefined);
  if (stack === undefined) return;
  const diagnosis = await runDiagnosis(
    context,
    stack,
    'Looking in logs and events for what is behind it',
  ).catch(() => undefined);
  if (diagnosis === undefined) return;
  reportGathered(context, await early.merge(diagnosis), diagnosis.rootCause);
  const { next } = diagnosis;
  const step = commandNameOf(again) === commandNameOf(next) ? again : fullCommand(context, next);
  connection.emit({ type: 'next', steps: [step] });
}
