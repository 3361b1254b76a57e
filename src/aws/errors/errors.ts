import { InstallError, isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { AwsAnswer } from './answer.ts';
import { failureKind, type SdkError } from './failure-kind.ts';
import { permissionOf } from '../services/service-prefixes.ts';
import { deniedAction, wordings, type FailedCall } from './wording.ts';

/** The one place where what the SDK throws becomes what the rest of the program tests and people read. */
export function awsError(thrown: unknown, call: FailedCall): Error {
  if (isInstallError(thrown)) return thrown;
  // An SDK error is always an Error; anything else is a fault of ours and passes through unchanged.
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const error: SdkError = thrown;
  const kind = failureKind(error);
  const { exitCode, ...wording } = wordings[kind](error, call);
  return new InstallError({
    ...wording,
    exitCode: exitCode ?? exitCodes.noAccess,
    cause: new AwsAnswer(error),
    permission:
      kind === 'denied'
        ? (deniedAction(error.message) ?? permissionOf(call.service, call.operation))
        : undefined,
  });
}
