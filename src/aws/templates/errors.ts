import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { templateLimit } from '../../template/document/limits.ts';

/** The template as it is named to people: without its query, which may be a secret. */
interface Shown {
  readonly shown: string;
  /** Its query string lets whoever has it read. */
  readonly presigned: boolean;
}

export const templateUnreadable = ({ shown, presigned }: Shown, why: string): InstallError =>
  new InstallError({
    code: 'template-unreadable',
    message: `The template at ${shown} cannot be read: ${why}.`,
    hint: presigned
      ? 'A presigned link works for a limited time; ask for a new one, or download the file and use --template-file.'
      : 'Check the URL letter by letter; if the object is private to others, download it and use --template-file.',
    exitCode: exitCodes.checkFailed,
  });

const whyUnreached = (cause: unknown): string => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code !== 'string') return typeof message === 'string' ? message : 'no answer';
  return code.startsWith('HPE_') ? `what answers there is no web server (${code})` : `no answer (${code})`;
};

/** @param at `custom`: the user's own settings name that address in place of AWS's; @param cause Node's network error */
export const templateUnreached = (
  { shown, custom }: Shown & { readonly custom: boolean },
  cause: unknown,
): InstallError =>
  new InstallError({
    code: 'template-unreadable',
    message: `The template at ${shown} cannot be read: ${whyUnreached(cause)}.`,
    hint: custom
      ? 'AWS_ENDPOINT_URL or the profile names that address: correct it or start what answers there, then repeat the command.'
      : 'Check the network, HTTPS_PROXY and NO_PROXY, then repeat the command; or download the file elsewhere and use --template-file.',
    exitCode: exitCodes.checkFailed,
    cause,
  });

/** @param refusal what S3 answered */
export const templateRefused = (url: string, refusal: InstallError): InstallError =>
  new InstallError({
    code: 'template-unreadable',
    message: `The template at ${url.split('?')[0] ?? ''} cannot be read: ${refusal.message}`,
    hint: 'Check the URL letter by letter, or download the template and use --template-file.',
    exitCode: exitCodes.checkFailed,
    cause: refusal,
  });

export const templateTooLarge = ({ shown }: Shown): InstallError =>
  new InstallError({
    code: 'template-too-large',
    message: `The object at ${shown} is larger than the ${templateLimit.toLocaleString('en-US')} bytes CloudFormation reads as a template.`,
    hint: 'Check that the URL points to the template itself and not to an archive of it.',
    exitCode: exitCodes.checkFailed,
  });

export const notS3 = (message: string, hint: string): InstallError =>
  new InstallError({ code: 'template-not-s3', message, hint, exitCode: exitCodes.checkFailed });

export const templateBucketDenied = (bucket: string): InstallError =>
  new InstallError({
    code: 'template-bucket-denied',
    message: `The template bucket ${bucket} belongs to another account, or these credentials may not use it.`,
    hint: 'Name a bucket of this account with --template-bucket, or ask for s3:ListBucket, s3:GetObject and s3:PutObject on this one.',
    exitCode: exitCodes.checkFailed,
  });

export const templateBucketMissing = (bucket: string): InstallError =>
  new InstallError({
    code: 'template-bucket-missing',
    message: `There is no bucket ${bucket}, which --template-bucket names.`,
    hint: 'Check its name, or leave --template-bucket out: a private bucket is then made for the template.',
    exitCode: exitCodes.checkFailed,
  });
