import { link, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { codeOf, heldBy, unwritable, type Holder } from './errors/files.ts';

/** Of this process: its number alone cannot tell it from an earlier one of a container, which had the same. */
const ownLocks = new Set<string>();

const holderIn = (text: string): Holder | undefined => {
  try {
    const { pid, host, since } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    if (!Number.isSafeInteger(pid) || typeof host !== 'string' || typeof since !== 'string') return undefined;
    return { pid: Number(pid), host, since };
  } catch {
    return undefined;
  }
};

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/** A process of another machine cannot be asked; a lock without a holder is being written at this moment. */
const isLive = (lock: string, holder: Holder | undefined, host: string): boolean => {
  if (holder?.host !== host) return true;
  return holder.pid === process.pid ? ownLocks.has(lock) : runs(holder.pid);
};

const written = async (lock: string, text: string): Promise<boolean> => {
  try {
    await writeFile(lock, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
};

const textAt = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

/** Of two that find the same dead lock one moves it away; the other may then have moved the first one's own. */
const clear = async (lock: string, dead: string): Promise<void> => {
  const aside = `${lock}.${crypto.randomUUID()}`;
  await rename(lock, aside).catch(() => undefined);
  const moved = await textAt(aside);
  if (moved !== undefined && moved !== dead) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
};

/** A link and the file it leads to are one. */
const lockOf = async (file: string): Promise<string> => {
  const whole = path.resolve(file);
  const real = await realpath(whole).catch(async () => {
    const folder = await realpath(path.dirname(whole)).catch(() => path.dirname(whole));
    return path.join(folder, path.basename(whole));
  });
  return `${real}.lock`;
};

const take = async (file: string, lock: string, text: string, host: string): Promise<void> => {
  if (await written(lock, text)) return;
  const there = await textAt(lock);
  const holder = there === undefined ? undefined : holderIn(there);
  if (there !== undefined) {
    if (isLive(lock, holder, host)) throw heldBy(file, lock, holder);
    await clear(lock, there);
  }
  if (!(await written(lock, text))) throw heldBy(file, lock, holderIn((await textAt(lock)) ?? ''));
};

/**
 * One process at a time has the file; a lock beside it says which. One that was killed has it no longer.
 * @returns lets it go
 * @throws InstallError file-in-use, file-unwritable (2)
 */
export async function holdFile(file: string): Promise<() => Promise<void>> {
  const host = hostname();
  const lock = await lockOf(file);
  const text = JSON.stringify({ pid: process.pid, host, since: new Date().toISOString() } satisfies Holder);
  try {
    await take(file, lock, text, host);
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? unwritable(file, error) : error;
  }
  ownLocks.add(lock);
  return async () => {
    ownLocks.delete(lock);
    if ((await textAt(lock)) === text) await rm(lock, { force: true });
  };
}
