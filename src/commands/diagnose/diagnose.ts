import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { writeBundle } from './bundle.ts';
import { existingStack } from '../shared/require-stack.ts';
import { diagnosed, tellDiagnosis } from '../shared/explain.ts';
import { introduce, open } from '../shared/context.ts';
import { spelledOut } from '../shared/resume.ts';

/** Why the last operation failed, what AWS has on it, and the command that leads on; with --bundle, all of it for support. */
export async function diagnose(session: Session): Promise<CommandResult> {
  const opened = await open(session);
  await introduce(opened);
  const stack = await existingStack(opened);
  const diagnosis = await diagnosed(opened, stack);
  tellDiagnosis(opened, diagnosis);
  const { connection } = opened;
  connection.emit({ type: 'note', level: 'info', message: diagnosis.recovery.summary });
  connection.emit({ type: 'next', steps: [spelledOut(opened, diagnosis.next)] });
  if (session.options.bundle !== undefined) await writeBundle(opened, stack, session.options.bundle);
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
