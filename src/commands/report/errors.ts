import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

export const fileMissing = (): InstallError =>
  new InstallError({
    code: 'flag-missing',
    message: 'report needs --html, the file to write.',
    hint: 'Say where: quilt-install report --html report.html',
    exitCode: exitCodes.usage,
  });

/** @param at number of the line that is no event; undefined: there is none at all */
export const notEvents = (path: string, at: number | undefined): InstallError =>
  new InstallError({
    code: 'report-unreadable',
    message:
      at === undefined
        ? `${path} holds no events.`
        : `Line ${at} of ${path} is not an event of quilt-install.`,
    hint: 'Give a file that a run with --output json has written: quilt-install preflight --output json > preflight.ndjson',
    exitCode: exitCodes.usage,
  });
