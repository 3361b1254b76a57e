import { InstallError } from '../../core/errors.ts';
import { exitCodes, type ExitCode } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';
import { shortText } from '../../core/text.ts';

/** CloudFormation would begin the delete and call it off. @param uses one line for each export */
export const exportsInUse = (stackName: string, uses: readonly string[]): InstallError =>
  new InstallError({
    code: 'exports-in-use',
    message: `Other stacks import what ${stackName} exports, so CloudFormation would call its delete off: ${uses.join('; ')}.`,
    hint: 'Delete those stacks first, or change them to import it no longer. Nothing was changed.',
    exitCode: exitCodes.checkFailed,
  });

const refused = (message: string, hint: string, exitCode: ExitCode): InstallError =>
  new InstallError({ code: 'empty-bucket-refused', message, hint, exitCode });

/** @param known the stack's buckets that may be emptied */
export function notOfThisStack(name: string, stackName: string, known: readonly string[]): InstallError {
  const near = nearest(name, known);
  const list = known.length === 0 ? 'It has none that may be emptied.' : `Those are: ${known.join(', ')}.`;
  return refused(
    `--empty-bucket names ${shortText(name)}, which is no bucket of stack ${stackName}.`,
    `Only a stack's own buckets are emptied. ${near === undefined ? '' : `Did you mean ${near}? `}${list}`,
    exitCodes.usage,
  );
}

/** @param why `its template keeps it`, as the end of a sentence */
export const neverEmptied = (name: string, why: string): InstallError =>
  refused(
    `Bucket ${name} is never emptied here: ${why}.`,
    'Leave out its --empty-bucket. What it holds is yours to delete.',
    exitCodes.usage,
  );

/** @param lock `Object Lock is on` */
export const bucketLocked = (name: string, lock: string): InstallError =>
  refused(
    `Bucket ${name} cannot be emptied: ${lock}. Nothing was changed.`,
    'Leave out its --empty-bucket; once the delete has stopped at the bucket, keep it with --retain.',
    exitCodes.checkFailed,
  );

/** @param words S3's own about the first one */
export const bucketNotEmptied = (
  name: string,
  { count, code, message }: { readonly count: number; readonly code: string; readonly message: string },
): InstallError =>
  new InstallError({
    code: 'bucket-not-emptied',
    message: `S3 refused to delete ${count} of the versions in bucket ${name}: ${shortText(message, 200)} (${shortText(code)}).`,
    hint: 'The stack was not touched. Look at the bucket policy and your own permissions (s3:DeleteObject, s3:DeleteObjectVersion); the same command then goes on.',
    exitCode: code === 'AccessDenied' ? exitCodes.noAccess : exitCodes.checkFailed,
  });
