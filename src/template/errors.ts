import { exitCodes, InstallError } from '../core/errors.ts';

const askVendor = 'Use the template exactly as it was delivered, or ask whoever made it for a corrected one.';

export interface InvalidFields {
  /** Line of the template, 1-based. */
  readonly line?: number | undefined;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The one error of this room: the template cannot be what CloudFormation would accept. */
export const templateInvalid = (sentence: string, fields: InvalidFields = {}): InstallError =>
  new InstallError({
    code: 'template-invalid',
    message: fields.line === undefined ? sentence : `Line ${fields.line} of the template: ${sentence}`,
    hint: fields.hint ?? askVendor,
    exitCode: exitCodes.checkFailed,
    cause: fields.cause,
  });
