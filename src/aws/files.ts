import { appendFile, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { stopped } from '../core/interrupts.ts';
import type { Files } from '../core/ports.ts';
import { alreadyThere, codeOf, unreadable, unwritable } from './errors/files.ts';
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

/** @param signal breaks off a reading; what is read after it is for the cleaning up, and runs as before it. */
export const realFiles = (signal: () => AbortSignal = () => neverStopped): Files => ({
  read: async (path) => {
    const reading = readFile(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    const bytes = await untilStopped(reading, signal());
    try {
      return decoded(bytes);
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
  hold: holdFile,
  append: async (path, text) => {
    try {
      await appendFile(path, text);
    } catch (error) {
      throw unwritable(path, error);
    }
  },
});
