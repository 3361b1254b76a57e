import { randomBytes } from 'node:crypto';
import { appendFile, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { exitCodes, InstallError } from '../core/errors.ts';
import type { Files } from '../core/ports.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  EEXIST: 'it is there already',
  ELOOP: 'its symbolic links go round in a circle',
};

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'unknown');
const why = (error: unknown): string => reasons[codeOf(error)] ?? codeOf(error);

const unreadable = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-unreadable',
    message: `The file ${path} cannot be read: ${why(cause)}.`,
    hint: 'Check the path (it is relative to the folder the command runs in) and its permissions.',
    exitCode: exitCodes.usage,
    cause,
  });

const unwritable = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-unwritable',
    message: `The file ${path} cannot be written: ${why(cause)}.`,
    hint: 'Name another path, or change the permissions of its folder.',
    exitCode: exitCodes.usage,
    cause,
  });

const alreadyThere = (path: string, cause: unknown): InstallError =>
  new InstallError({
    code: 'file-exists',
    message: `The file ${path} is there already and was left as it is.`,
    hint: 'Name another file, or move this one away first.',
    exitCode: exitCodes.usage,
    cause,
  });

/** Creates the file, never follows or replaces one; what it cannot finish it removes. */
const create = async (path: string, text: string | Uint8Array, mode: number): Promise<void> => {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    // After a power cut the renamed file must not turn out empty.
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
};

/** A link stays a link: what it points to is replaced. */
const replace = async (path: string, text: string | Uint8Array, mode: number): Promise<void> => {
  const target = await realpath(path).catch(() => path);
  const beside = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  await create(beside, text, mode);
  try {
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};

const privateMode = 0o600;

export const realFiles = (): Files => ({
  read: async (path) => {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      throw unreadable(path, error);
    }
  },
  exists: (path) =>
    stat(path).then(
      () => true,
      () => false,
    ),
  real: async (path) => {
    try {
      return await realpath(path);
    } catch (error) {
      throw unreadable(path, error);
    }
  },
  write: async (path, text, { neverOver = false, mode = privateMode } = {}) => {
    try {
      await (neverOver ? create : replace)(path, text, mode);
    } catch (error) {
      throw codeOf(error) === 'EEXIST' ? alreadyThere(path, error) : unwritable(path, error);
    }
  },
  append: async (path, text) => {
    try {
      await appendFile(path, text);
    } catch (error) {
      throw unwritable(path, error);
    }
  },
});
