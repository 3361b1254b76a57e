import type { Verdict } from '../../core/check.ts';
import { Undecided } from './undecided.ts';
import { awsCodes, InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

/** Without access nothing can be found out: the run must not end as if all were well. */
const accessLost: readonly string[] = [
  awsCodes.expired,
  awsCodes.noCredentials,
  awsCodes.invalidCredentials,
  awsCodes.profileUnknown,
  awsCodes.regionOff,
];

const byCode: Readonly<Record<string, (error: InstallError) => Verdict>> = {
  [awsCodes.denied]: (error) => ({
    status: 'unknown',
    message:
      error.permission === undefined ? error.message : `Could not look: this needs ${error.permission}.`,
    fix:
      error.permission === undefined
        ? error.hint
        : `Have ${error.permission} allowed for the caller (quilt-install preflight --print-policy lists all that is used).`,
  }),
  [awsCodes.throttled]: () => ({
    status: 'unknown',
    message: 'AWS refused to answer this often (throttled).',
    fix: 'Run the checks again in a minute.',
  }),
};

/** What a judge's rejection means: it could not find out. A check that cannot answer never passes and never fails. */
export function verdictForError(error: unknown): Verdict {
  if (error instanceof Undecided) return error.verdict;
  if (!(error instanceof InstallError))
    return {
      status: 'unknown',
      message: `This check broke: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'Please report it to the makers of quilt-install; the other checks are not affected.',
    };
  const verdict = byCode[error.code]?.(error) ?? {
    status: 'unknown',
    message: error.message,
    fix: error.hint,
  };
  return accessLost.includes(error.code) ? { ...verdict, exitCode: exitCodes.noAccess } : verdict;
}
