import { awsCodes, InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { nearest } from '../core/nearest.ts';
import { apiFaultForms } from '../core/rehearsal.ts';
import { shortText } from '../core/text.ts';

export const portTaken = (port: number, cause: unknown): InstallError =>
  new InstallError({
    code: 'rehearsal-port-taken',
    message: `The rehearsal account cannot listen on port ${port} of 127.0.0.1.`,
    hint: 'Choose another --port, or leave it out to get a free one.',
    exitCode: exitCodes.usage,
    cause,
  });

export const profileUnknown = (profile: string, known: readonly string[]): InstallError =>
  new InstallError({
    code: awsCodes.profileUnknown,
    message: `This rehearsal has no profile ${shortText(profile, 80)}.`,
    hint:
      known.length === 0
        ? 'Rehearse it with --scenario dns-other-account.'
        : `Name one of its own: ${known.join(', ')}.`,
    exitCode: exitCodes.noAccess,
  });

export function scenarioUnknown(name: string, known: readonly string[]): InstallError {
  const near = nearest(name, known);
  const guess = near === undefined ? '' : `Did you mean ${near}? `;
  return new InstallError({
    code: 'scenario-unknown',
    message: `There is no rehearsal scenario "${name.slice(0, 80)}".`,
    hint: `${guess}There are: ${known.join(', ')}.`,
    exitCode: exitCodes.usage,
  });
}

export const faultInvalid = (text: string, why: string): InstallError =>
  new InstallError({
    code: 'fail-invalid',
    message: `--fail ${text} cannot be rehearsed: ${why}.`,
    hint: `Give a logical id of the template with or without a reason (Search, Search="no capacity", Search@update), or ${apiFaultForms}.`,
    exitCode: exitCodes.usage,
  });

/** @param example the flag as it is written */
export const assumptionInvalid = (flag: string, given: string, example: string): InstallError =>
  new InstallError({
    code: 'flag-invalid',
    message: `${flag} ${shortText(given, 80)} cannot be read.`,
    hint: `Write it as ${example}.`,
    exitCode: exitCodes.usage,
  });

export const nameServerSilent = (address: string): InstallError =>
  new InstallError({
    code: 'dns-unanswered',
    message: `${address} did not answer: nobody is there in this rehearsal.`,
    hint: 'Ask a name server of a zone of the rehearsed account.',
    exitCode: exitCodes.dnsFailed,
  });
