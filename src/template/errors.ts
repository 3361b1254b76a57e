import { InstallError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';

const askVendor = 'Use the template exactly as it was delivered, or ask whoever made it for a corrected one.';

export interface InvalidFields {
  /** Line of the template, 1-based. */
  readonly line?: number | undefined;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** What an error said of a document before it became a sentence about a template. */
export interface DocumentFault {
  readonly line: number | undefined;
  readonly sentence: string;
}
const faults = new WeakMap<InstallError, DocumentFault>();

/** For readers of other files in the same language: what is wrong, and on which line; undefined for any other error. */
export const documentFault = (error: unknown): DocumentFault | undefined =>
  error instanceof InstallError ? faults.get(error) : undefined;

/** The one error of this room: the template cannot be what CloudFormation would accept. */
export function templateInvalid(sentence: string, fields: InvalidFields = {}): InstallError {
  const error = new InstallError({
    code: 'template-invalid',
    message: fields.line === undefined ? sentence : `Line ${fields.line} of the template: ${sentence}`,
    hint: fields.hint ?? askVendor,
    exitCode: exitCodes.checkFailed,
    cause: fields.cause,
  });
  faults.set(error, { line: fields.line, sentence });
  return error;
}

/** What a macro came to; CloudFormation tells it in these words. */
export const transformFailed = (name: string, fault: string): InstallError =>
  templateInvalid(`Transform ${name} failed with: ${fault}`);

/** A macro that is not registered in the account; one without `::` is looked for under the account's own id. */
export const noTransform = (name: string): InstallError =>
  templateInvalid(`No transform named ${name} found.`);
