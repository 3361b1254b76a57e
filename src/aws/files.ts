import { appendFile, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { usualLimit } from '../core/file-limits.ts';
import { stopped } from '../core/interrupts.ts';
import type { Files } from '../core/ports.ts';
import { alreadyThere, codeOf, tooLong, unreadable, unwritable } from './errors/files.ts';
import { holdFile } from './file-lock.ts';

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
  // The global one is loaded with its first use; `node:crypto` would be by who reads only, too.
  const beside = `${target}.${crypto.randomUUID()}.tmp`;
  await create(beside, text, mode);
  try {
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};

const privateMode = 0o600;

/** A byte-order mark is left to whoever reads the text. */
const decoded = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

/** A named pipe gives nothing until someone writes into it, and opening one cannot be broken off. */
const untilStopped = async <T>(reading: Promise<T>, signal: AbortSignal): Promise<T> => {
  if (signal.aborted) return reading;
  const done = new AbortController();
  const stop = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(stopped()), { once: true, signal: done.signal });
  });
  return Promise.race([reading, stop]).finally(() => done.abort());
};

const neverStopped = new AbortController().signal;

const chunkSize = 64 * 1024;

/** What pipes gave, by their paths. Each gives it once, and commands that lead to one another read it again. */
export type Piped = Map<string, Uint8Array>;

/**
 * What kind of file it is does not tell whether it ends: a process substitution is a pipe, `/dev/stdin` may be
 * anything, and a device such as `/dev/zero` goes on for ever. So the bytes are counted.
 * @returns undefined where there are more
 */
const bytesOf = async (path: string, atMost: number, piped: Piped): Promise<Uint8Array | undefined> => {
  const before = piped.get(path);
  if (before !== undefined) return before.byteLength > atMost ? undefined : before;
  const file = await open(path);
  try {
    const chunks: Uint8Array[] = [];
    for (let size = 0; size <= atMost;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(chunkSize), 0, chunkSize, null);
      if (bytesRead === 0) {
        const bytes = Buffer.concat(chunks);
        if (!(await file.stat()).isFile()) piped.set(path, bytes);
        return bytes;
      }
      // Copied: a pipe gives a line at a time, and each would keep the whole buffer.
      chunks.push(buffer.slice(0, bytesRead));
      size += bytesRead;
    }
    return undefined;
  } finally {
    await file.close();
  }
};

const readingFailed =
  (path: string) =>
  (error: unknown): never => {
    throw unreadable(path, error);
  };

const reading = (signal: () => AbortSignal, piped: Piped): Pick<Files, 'read' | 'readBytes' | 'list'> => ({
  read: async (path, atMost = usualLimit) => {
    const bytes = await untilStopped(bytesOf(path, atMost, piped).catch(readingFailed(path)), signal());
    if (bytes === undefined) throw tooLong(path, atMost);
    try {
      return decoded(bytes);
    } catch (error) {
      throw unreadable(path, error);
    }
  },
  readBytes: (path, atMost) =>
    untilStopped(bytesOf(path, atMost, piped).catch(readingFailed(path)), signal()),
  list: async (folder) => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
      readingFailed(folder),
    );
    return found
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  },
});

/** @param signal breaks off a reading; what is read after it is for the cleaning up, and runs as before it. */
export const realFiles = (
  signal: () => AbortSignal = () => neverStopped,
  piped: Piped = new Map(),
): Files => ({
  ...reading(signal, piped),
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
  hold: holdFile,
  append: async (path, text) => {
    try {
      await appendFile(path, text);
    } catch (error) {
      throw unwritable(path, error);
    }
  },
});
