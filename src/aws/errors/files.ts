import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';

/** Who has a file, as its lock says. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

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

/** It has more bytes than are read of such a file, or never ends. */
export const tooLong = (path: string, atMost: number): InstallError =>
  new InstallError({
    code: 'file-unreadable',
    message: `The file ${path} cannot be read: it goes on after ${atMost.toLocaleString('en-US')} bytes.`,
    hint: 'Check the path: a file of this kind is shorter, and a device such as /dev/zero never ends.',
    exitCode: exitCodes.usage,
  });

export const unwritable = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-unwritable',
    message: `The file ${path} cannot be written: ${why(cause)}.`,
    hint: 'Name another path, or change the permissions of its folder.',
    exitCode: exitCodes.usage,
    cause,
  });

/** @param holder undefined: its lock does not say */
export const heldBy = (path: string, lock: string, holder: Holder | undefined): InstallError =>
  new InstallError({
    code: 'file-in-use',
    message:
      holder === undefined
        ? `The file ${path} is in use by another run.`
        : `The file ${path} is in use: process ${holder.pid} on ${holder.host} has had it since ${holder.since}.`,
    hint: `End that run first, or name another file. Where nothing runs any more, delete ${lock}.`,
    exitCode: exitCodes.usage,
  });

export const alreadyThere = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-exists',
    message: `The file ${path} is there already and was left as it is.`,
    hint: 'Name another file, or move this one away first.',
    exitCode: exitCodes.usage,
    cause,
  });
