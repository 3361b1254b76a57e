import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { realFiles } from '../../src/aws/files.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { caught } from './wire.ts';

const files = realFiles();
const since = '2026-11-20T10:00:00.000Z';
/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

const lockedBy = (holder: object | string): string => {
  const file = path.join(temporaryFolder(), 'account.json');
  writeFileSync(`${file}.lock`, typeof holder === 'string' ? holder : JSON.stringify(holder));
  return file;
};

describe('a file that is held', () => {
  it('is refused to a second, who is told who has it, until it is let go', async () => {
    const file = path.join(temporaryFolder(), 'account.json');
    const letGo = await files.hold(file);
    const error = await caught(files.hold(file));
    expect(error).toMatchObject({ code: 'file-in-use', exitCode: 2 });
    expect(error.message).toContain(`process ${process.pid} on ${hostname()} has had it since 2`);
    await letGo();
    expect(existsSync(`${file}.lock`)).toBe(false);
    await (
      await files.hold(file)
    )();
  });

  it('is the same file by whatever name', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'real'));
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'linked'));
    const letGo = await files.hold(path.join(folder, 'real', 'account.json'));
    expect(await caught(files.hold(path.join(folder, 'linked', 'account.json')))).toMatchObject({
      code: 'file-in-use',
    });
    await letGo();
  });

  it.each([
    ['was killed', () => ({ pid: deadPid(), host: hostname(), since })],
    [
      'had our number, as the first process of every container has',
      () => ({ pid: process.pid, host: hostname(), since }),
    ],
  ])('is taken over from a process that %s', async (_case, holder) => {
    const file = lockedBy(holder());
    const letGo = await files.hold(file);
    expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject({ pid: process.pid });
    await letGo();
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  it.each([
    [
      'lives',
      () => ({ pid: process.ppid, host: hostname(), since }),
      /process \d+ on .* since 2026-11-20T10/,
    ],
    ['is on another machine', () => ({ pid: 1, host: 'elsewhere', since }), /process 1 on elsewhere/],
    ['is writing its lock', () => '', /in use by another run/],
  ])('is left to a process that %s', async (_case, holder, message) => {
    const file = lockedBy(holder());
    const error = await caught(files.hold(file));
    expect(error.message).toMatch(message);
    expect(error.hint).toContain(`delete ${file}.lock`);
    expect(existsSync(`${file}.lock`)).toBe(true);
  });

  it('has one holder, however many find the lock of a dead process at once', async () => {
    const file = lockedBy({ pid: deadPid(), host: hostname(), since });
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => files.hold(file)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('cannot be where nothing can be written', async () =>
    expect(await caught(files.hold(path.join(temporaryFolder(), 'none', 'account.json')))).toMatchObject({
      code: 'file-unwritable',
    }));
});
