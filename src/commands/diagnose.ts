import type { CommandResult } from '../core/command.ts';
import { exitCodes } from '../core/errors.ts';
import type { Session } from '../core/session.ts';
import { existingStack } from './steps/existing.ts';
import { tellCause } from './steps/explain.ts';
import { introduce, open } from './steps/open.ts';

/** Why the last operation failed. */
export async function diagnose(session: Session): Promise<CommandResult> {
  const opened = await open(session);
  await introduce(opened);
  await tellCause(opened, await existingStack(opened));
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
