import type { CommandResult } from '../core/command.ts';
import { exitCodes } from '../core/errors.ts';
import type { Session } from '../core/session.ts';
import { writeBundle } from './steps/bundle.ts';
import { existingStack } from './steps/existing.ts';
import { diagnosed, tellDiagnosis } from './steps/explain.ts';
import { introduce, open } from './steps/open.ts';
import { spelledOut } from './steps/resume.ts';

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
