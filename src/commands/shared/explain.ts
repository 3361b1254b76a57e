import { InstallError } from '../../core/errors.ts';
import { succeededStatus, type RootCause, type Stack } from '../../core/stack.ts';
import {
  diagnose,
  evidenceMeaning,
  evidenceNotes,
  explain,
  type Diagnosis,
  type EarlyEvidence,
  type Gathered,
} from '../../stack/index.ts';
import type { Opened } from './context.ts';
import { spelledOut } from './resume.ts';

/** The cause of a failure in words for this product: what it means, what to do now. */
export const explainer =
  ({ product, stackName }: Opened) =>
  (cause: RootCause): RootCause =>
    explain(cause, { stackName, product });

/** Why the last operation failed, and the evidence one level down as far as it may be read. */
export const diagnosed = (
  opened: Opened,
  stack: Stack,
  message = 'Looking for the cause',
): Promise<Diagnosis> => {
  opened.connection.emit({ type: 'busy', message });
  return diagnose({ stack, product: opened.product }, opened.connection).finally(() =>
    opened.connection.emit({ type: 'busy' }),
  );
};

/** The whole diagnosis for the person: cause, what else is in the way, evidence. */
export function tellDiagnosis(opened: Opened, diagnosis: Diagnosis): void {
  const { connection } = opened;
  const { stack, rootCause, blockers } = diagnosis;
  connection.emit({
    type: 'settled',
    status: stack.status,
    succeeded: rootCause === undefined && succeededStatus(stack.status),
    ...(rootCause === undefined ? {} : { rootCause }),
  });
  for (const { logicalId, reason, remedy } of blockers)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `Also in the way: ${logicalId}: ${reason}`,
      detail: remedy === undefined ? [] : [remedy],
    });
  tellGathered(opened, diagnosis, rootCause);
}

const tellGathered = (opened: Opened, gathered: Gathered, cause: RootCause | undefined): void => {
  const { connection, product, stackName } = opened;
  for (const note of evidenceNotes(gathered)) connection.emit(note);
  const meaning = evidenceMeaning(gathered, cause, { stackName, product });
  if (meaning !== undefined) connection.emit(meaning);
};

/** For a command that is about to lead out of a failure. */
export async function tellCause(opened: Opened, stack: Stack): Promise<void> {
  try {
    tellDiagnosis(opened, await diagnosed(opened, stack));
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    opened.connection.emit({
      type: 'note',
      level: 'warn',
      message: `Its cause could not be read: ${error.message}`,
    });
  }
}

/** After an operation failed under our eyes: what its events do not say (stopped tasks, logs, the denied call). */
export async function tellEvidence(opened: Opened, stackId: string, early: EarlyEvidence): Promise<void> {
  const { connection } = opened;
  const stack = await connection.stacks.describe(stackId).catch(() => undefined);
  if (stack === undefined) return;
  const diagnosis = await diagnosed(opened, stack, 'Looking one level down').catch(() => undefined);
  if (diagnosis === undefined) return;
  tellGathered(opened, await early.with(diagnosis), diagnosis.rootCause);
  connection.emit({ type: 'next', steps: [spelledOut(opened, diagnosis.next)] });
}
