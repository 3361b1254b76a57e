import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { writeBundle } from './bundle.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { runDiagnosis, reportDiagnosis } from '../shared/stack/explain.ts';
import { reportHeader, createContext } from '../shared/context.ts';
import { fullCommand } from '../shared/next-command.ts';

/** Why the last operation failed, what AWS has on it, and the command that leads on; with --bundle, all of it for support. */
export async function diagnose(session: Session<'diagnose'>): Promise<CommandResult> {
  const context = await createContext(session);
  await reportHeader(context);
  const stack = await requireStack(context);
  const diagnosis = await runDiagnosis(context, stack);
  reportDiagnosis(context, diagnosis);
  const { connection } = context;
  connection.emit({ type: 'note', level: 'info', message: diagnosis.recovery.summary });
  connection.emit({ type: 'next', steps: [fullCommand(context, diagnosis.next)] });
  if (session.options.bundle !== undefined) await writeBundle(context, stack, session.options.bundle);
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
