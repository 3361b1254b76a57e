import { shellWord } from '../core/command-line.ts';
import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { ErrorCode } from '../core/ids.ts';
import type { Template, TemplateParameter } from '../core/template.ts';
import { shortText } from '../core/text.ts';
import type { FailedAssertion } from '../template/index.ts';
import { monitoringRule } from './answers/monitoring.ts';
import { referenceForms } from './references/reference.ts';
import { ruleOf } from './rules/rule.ts';
import { titleOf } from './wording.ts';

const usage = exitCodes.usage;

/** How to give a value, with an example where one is known. A secret is never put on a command line. */
const howToGive = (
  parameter: TemplateParameter,
  example: string | undefined,
  verb: 'Add' | 'Give' = 'Add',
): string => {
  if (parameter.noEcho)
    return `Give a reference: --param ${parameter.key}=@secretsmanager:ID (or @env:NAME, @file:PATH, @generate), or put it in the answers file.`;
  const written =
    example === undefined ? `${parameter.key}=…` : shellWord(`${parameter.key}=${shortText(example, 200)}`);
  return `${verb} --param ${written}, or put it in the answers file.`;
};

/** No source has a value and the template has no default. */
export function missing(parameter: TemplateParameter, example?: string, mayBeEmpty?: true): InstallError {
  const rule = ruleOf(parameter);
  const empty = mayBeEmpty ? ` It may be empty: --param ${parameter.key}=` : '';
  return new InstallError({
    code: 'parameter-missing',
    message: `${titleOf(parameter)} has no value${rule === '' ? '' : ` (${rule})`}.`,
    hint: howToGive(parameter, example) + empty,
    exitCode: usage,
    parameter: parameter.key,
  });
}

/** @param from where the value stands, such as `the answers file`. @param clause from `constraintViolation` or `lookup`. */
export function invalid(
  parameter: TemplateParameter,
  fault: { readonly shown: string | undefined; readonly from: string; readonly clause: string },
  example?: string,
): InstallError {
  const value = fault.shown === undefined ? 'the value' : `"${shortText(fault.shown, 80)}"`;
  return new InstallError({
    code: 'parameter-invalid',
    message: `${titleOf(parameter)}: ${value} from ${fault.from} does not fit: ${fault.clause.replace(/\.$/, '')}.`,
    hint: howToGive(parameter, example, 'Give'),
    exitCode: usage,
    parameter: parameter.key,
  });
}

/** Values that do not go together, each fine by itself. @param keys what it is about, the first most of all */
export const notTogether = (keys: readonly string[], sentence: string): InstallError =>
  new InstallError({
    code: 'parameter-invalid',
    message: sentence,
    hint: `It is about ${keys.join(', ')}: give others with --param, or in the answers file.`,
    exitCode: usage,
    parameter: keys[0],
  });

/** Values that fit one by one and not together: CloudFormation refuses the call by the template's `Rules`. */
export function assertionFailed(
  template: Template,
  { rule, description, parameters }: FailedAssertion,
): InstallError {
  const titles = parameters.flatMap((key) => template.parameters.get(key) ?? []).map(titleOf);
  const own = shortText(description ?? '', 300).replace(/\.$/, '');
  const about = titles.length === 0 ? 'This run' : titles.join(', ');
  return new InstallError({
    code: 'parameter-invalid',
    message: `${about}: the template's rule ${shortText(rule, 80)} is not fulfilled${own === '' ? '' : `: "${own}"`}.`,
    hint:
      titles.length === 0
        ? 'Read the rule in the section Rules of the template; it is about the account, the region or the stack name.'
        : `Change ${parameters.length === 1 ? 'the value' : 'one of these values'}, by --param or in the answers file, so that the rule holds.`,
    exitCode: usage,
    parameter: parameters[0],
  });
}

/** A reference that names nothing, or is no reference. @param what the reference's text; never what it led to. */
export const referenceInvalid = (key: string, what: string, why: string, hint: string): InstallError =>
  new InstallError({
    code: 'reference-invalid',
    message: `${key}: ${shortText(what, 120)} ${why}.`,
    hint,
    exitCode: usage,
    parameter: key,
  });

/** An AWS refusal keeps its code and exit code (it is no mistake in the reference) and gains the parameter's name. */
export const referenceRefused = (key: string, reference: string, error: InstallError): InstallError =>
  new InstallError({
    code: error.code,
    message: `${key}: ${shortText(reference, 120)} could not be read. ${error.message}`,
    hint: error.hint,
    docs: error.docs,
    exitCode: error.exitCode,
    parameter: key,
    cause: error,
    permission: error.permission,
  });

/** Never shows what was written: it may be a password that happens to begin with @. */
export const referenceUnknown = (key: string): InstallError =>
  referenceInvalid(
    key,
    'the value given',
    'begins with @ and is not a reference this tool knows',
    `Use one of ${referenceForms}.`,
  );

export function unknownParameter(key: string, from: string, near: string | undefined): InstallError {
  const name = shortText(key, 80);
  return new InstallError({
    code: 'parameter-unknown',
    message: `${name}, named in ${from}, is not a parameter of this template.`,
    hint: near === undefined ? `Remove ${name}; the template does not take it.` : `Did you mean ${near}?`,
    exitCode: usage,
    parameter: name,
  });
}

export const flagInvalid = (message: string): InstallError =>
  new InstallError({
    code: 'parameter-flag-invalid',
    message,
    hint: 'Write each parameter once, as --param Key=Value.',
    exitCode: usage,
  });

export const answersInvalid = (
  path: string,
  line: number | undefined,
  fault: string,
  hint: string,
): InstallError =>
  new InstallError({
    code: 'answers-invalid',
    message: `${shortText(path, 200)}${line === undefined ? '' : `, line ${line}`}: ${fault}.`,
    hint,
    exitCode: usage,
  });

export const answersUnreadable = (filePath: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'answers-unreadable',
    // What the file port says tells the reason as well.
    message:
      cause instanceof InstallError
        ? cause.message.replace(/^The file /, 'The answers file ')
        : `The answers file ${shortText(filePath, 200)} cannot be read.`,
    hint: 'Check the path and that you may read the file; --save-answers FILE writes one.',
    exitCode: usage,
    cause,
  });

const contradiction = (code: ErrorCode, what: string, flag: string, answer: string): InstallError =>
  new InstallError({
    code,
    message: `The command line names ${what} ${flag}, the answers file ${answer}.`,
    hint: `Leave one of them out, or make them agree; nothing was done in either.`,
    exitCode: usage,
  });

export const regionMismatch = (flag: string, answer: string): InstallError =>
  contradiction('region-mismatch', 'region', flag, answer);

export const accountMismatch = (flag: string, answer: string): InstallError =>
  contradiction('account-mismatch', 'account', flag, answer);

export const alarmInvalid = (text: string): InstallError =>
  new InstallError({
    code: 'flag-invalid',
    message: `--rollback-alarm was given "${shortText(text, 80)}", which is not the ARN of a CloudWatch alarm.`,
    hint: 'Write --rollback-alarm arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME; aws cloudwatch describe-alarms lists them.',
    exitCode: usage,
  });

export const monitoringInvalid = (): InstallError =>
  new InstallError({
    code: 'flag-invalid',
    message: `--rollback-monitoring must be ${monitoringRule}: CloudFormation watches no longer.`,
    hint: 'Write --rollback-monitoring 10m.',
    exitCode: usage,
  });

export const tagInvalid = (text: string): InstallError =>
  new InstallError({
    code: 'flag-invalid',
    message: `--tag was given "${text.slice(0, 80)}", which is not Key=Value.`,
    hint: 'Write --tag Key=Value.',
    exitCode: usage,
  });
