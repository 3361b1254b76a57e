import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { ErrorCode } from './ids.ts';

export interface InstallErrorFields {
  code: ErrorCode;
  /** What happened, one sentence for the person at the terminal. Never holds a secret. */
  message: string;
  /** What to do now, one sentence; a command where one exists. */
  hint: string;
  exitCode: ExitCode;
  /** The command that explains it; `quilt-install help <code>` by default. */
  docs?: string;
  /** The template parameter it is about. */
  parameter?: string;
  /** The IAM action that was denied, such as `cloudtrail:DescribeTrails`. */
  permission?: string;
  /** The command that picks the work up again (exit 7, 130). */
  resume?: string;
  cause?: unknown;
}

/** A foreseen failure: what happened, what to do, where to read. Anything else that is thrown is our bug. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly docs: string;
  readonly exitCode: ExitCode;
  readonly parameter: string | undefined;
  readonly permission: string | undefined;
  readonly resume: string | undefined;

  constructor(fields: InstallErrorFields) {
    super(fields.message, { cause: fields.cause });
    this.code = fields.code;
    this.hint = fields.hint;
    this.docs = fields.docs ?? `quilt-install help ${fields.code}`;
    this.exitCode = fields.exitCode;
    this.parameter = fields.parameter;
    this.permission = fields.permission;
    this.resume = fields.resume;
  }
}

/** Several faults found in one look, all reported at once; the process ends with `exitCode`. */
export class InstallErrors extends Error {
  override readonly name = 'InstallErrors';
  readonly errors: readonly InstallError[];
  readonly exitCode: ExitCode;

  constructor(errors: readonly InstallError[], exitCode: ExitCode = exitCodes.usage) {
    super(errors.map((error) => error.message).join('\n'));
    this.errors = errors;
    this.exitCode = exitCode;
  }
}

/**
 * The codes by which `aws/` names what AWS answered. Domains test these instead of SDK error names:
 * the SDK's names differ by protocol (`ExpiredToken`, `ExpiredTokenException`, `RequestExpired`).
 */
export const awsCodes = {
  denied: 'aws-denied',
  expired: 'aws-credentials-expired',
  noCredentials: 'aws-credentials-missing',
  invalidCredentials: 'aws-credentials-invalid',
  profileUnknown: 'aws-profile-unknown',
  regionMissing: 'aws-region-missing',
  regionOff: 'aws-region-off',
  throttled: 'aws-throttled',
  unreachable: 'aws-unreachable',
  refused: 'aws-refused',
} as const satisfies Readonly<Record<string, ErrorCode>>;

export const isInstallError = (error: unknown, code?: ErrorCode): error is InstallError =>
  error instanceof InstallError && (code === undefined || error.code === code);
