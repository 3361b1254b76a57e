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
import { fullCommand } from '../next-command.ts';

/** The cause of a failure in words for this product: what it means, what to do now. */
export const explainer =
  ({ product, stackName }: Pick<CommandContext, 'product' | 'stackName'>) =>
  (cause: RootCause): RootCause =>
    explain(cause, { stackName, product });

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
  context: Pick<CommandContext, 'connection' | 'product' | 'stackName'>,
  diagnosis: Diagnosis,
): void {
  const { connection } = context;
  const { stack, rootCause, blockers } = diagnosis;
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
  reportGathered(context, diagnosis, rootCause);
}

const reportGathered = (
  context: Pick<CommandContext, 'connection' | 'product' | 'stackName'>,
  gathered: GatheredEvidence,
  cause: RootCause | undefined,
): void => {
  const { connection, product, stackName } = context;
  for (const note of evidenceNotes(gathered)) connection.emit(note);
  const meaning = evidenceMeaning(gathered, cause, { stackName, product });
  if (meaning !== undefined) connection.emit(meaning);
};

/** For a command that is about to lead out of a failure. */
export async function reportCause(
  context: Pick<CommandContext, 'connection' | 'product' | 'stackName'>,
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

/** After an operation failed under our eyes: what its events do not say (stopped tasks, logs, the denied call). */
export async function reportEvidence(
  context: Pick<CommandContext, 'session' | 'connection' | 'product' | 'stackName'>,
  stackId: string,
  early: EarlyEvidence,
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
  connection.emit({ type: 'next', steps: [fullCommand(context, diagnosis.next)] });
}
