import { exitCodes, InstallError } from '../../core/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EEXIST: 'it is there already',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
  ELOOP: 'its symbolic links go round in a circle',
};

/** Node's name of the fault. */
export const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'unknown');
const why = (error: unknown): string => reasons[codeOf(error)] ?? codeOf(error);

export const unreadable = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-unreadable',
    message: `The file ${path} cannot be read: ${why(cause)}.`,
    hint: 'Check the path (it is relative to the folder the command runs in) and its permissions.',
    exitCode: exitCodes.usage,
    cause,
  });

export const unwritable = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-unwritable',
    message: `The file ${path} cannot be written: ${why(cause)}.`,
    hint: 'Name another path, or change the permissions of its folder.',
    exitCode: exitCodes.usage,
    cause,
  });

export const alreadyThere = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-exists',
    message: `The file ${path} is there already and was left as it is.`,
    hint: 'Name another file, or move this one away first.',
    exitCode: exitCodes.usage,
    cause,
  });
