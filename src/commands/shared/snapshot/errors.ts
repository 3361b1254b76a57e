import { InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import { shortText } from '../../../core/text.ts';

/** Nothing that was to follow it has begun. @param why AWS's words, or the status it came to */
export const snapshotFailed = (database: string, why: string, cause?: unknown): InstallError =>
  new InstallError({
    code: 'snapshot-failed',
    message: `No snapshot of ${database} was made: ${shortText(why, 300)}`,
    hint: 'Nothing else was changed. A database must be available for a snapshot: look at it in the RDS console, then run the same command again.',
    exitCode: exitCodes.checkFailed,
    cause,
  });

export const databaseMissing = (why: string): InstallError =>
  new InstallError({
    code: 'database-missing',
    message: why,
    hint: 'There is nothing here to take a snapshot of.',
    exitCode: exitCodes.usage,
  });
