import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';

/** The foreseen failures that several commands share: of account, template and consent. */

/** What would change needs a yes, and nobody is there to say it. */
export const consentMissing = (message: string, hint: string): InstallError =>
  new InstallError({ code: 'consent-missing', message, hint, exitCode: exitCodes.usage });

/** A no to a question about what would change. */
export const declinedCode = 'plan-declined';

/** @param resume the command that comes back to it */
export const planDeclined = (message: string, resume?: string): InstallError =>
  new InstallError({
    code: declinedCode,
    message,
    hint: 'Run the same command again when you are ready.',
    exitCode: exitCodes.declined,
    resume,
  });

export const declined = (what: string): InstallError => planDeclined(`${what} was declined.`);

export const confirmMissing = (stackName: string, what: string): InstallError =>
  new InstallError({
    code: 'confirm-missing',
    message: `${what}; --yes does not stand for that.`,
    hint: `If it is meant, add --confirm ${stackName}.`,
    exitCode: exitCodes.usage,
  });

/** Credentials of another account than the one that is expected. */
export const wrongAccount = (account: string, expected: string): InstallError =>
  new InstallError({
    code: 'account-mismatch',
    message: `These credentials belong to account ${account}, but ${expected} is expected.`,
    hint: 'Choose the right --profile, or correct --expect-account or the answers file. Nothing was changed.',
    exitCode: exitCodes.usage,
  });

/** @param sha256 of the template as read; @param expected as the answers file has it */
export const templateChanged = (source: string, sha256: string, expected: string): InstallError =>
  new InstallError({
    code: 'template-changed',
    message: `The template at ${source} is not the one the answers file was written for (SHA-256 ${sha256.slice(0, 12)}…, expected ${expected.slice(0, 12)}…).`,
    hint: 'Find out who changed it, and why; if the change is meant, remove template.sha256 from the answers file.',
    exitCode: exitCodes.checkFailed,
  });

export const templateMissing = (command: string): InstallError =>
  new InstallError({
    code: 'template-missing',
    message: `${command} needs the vendor's template and none was given.`,
    hint: `Give --template-url with the address from the vendor's email, or --template-file with a copy of it.`,
    exitCode: exitCodes.usage,
  });

/** The one word that a command takes is not one of those it knows. */
export function argumentInvalid(
  command: string,
  operands: readonly string[],
  known: readonly string[],
): InstallError {
  const [given] = operands;
  const near = given === undefined ? undefined : nearest(given, known);
  const said = given === undefined ? 'nothing' : `"${operands.join(' ').slice(0, 60)}"`;
  return new InstallError({
    code: 'argument-invalid',
    message: `${command} takes one of ${known.join(', ')}, and was given ${said}.`,
    hint:
      near === undefined || near === given
        ? `For example: quilt-install ${command} ${known[0] ?? ''}`
        : `Did you mean quilt-install ${command} ${near}?`,
    exitCode: exitCodes.usage,
  });
}
