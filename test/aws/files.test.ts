import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { realFiles } from '../../src/aws/files.ts';
import { caught } from './wire.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const files = realFiles();
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
});
const at = (name: string): string => path.join(folder, name);

describe('reading', () => {
  it('says which file and why', async () => {
    expect(await caught(files.read(at('none')))).toMatchObject({ code: 'file-unreadable', exitCode: 2 });
    const error = await caught(files.read(folder));
    expect(error.message).toContain(folder);
    expect(error.message).toContain('folder');
    expect(await caught(files.real(at('none')))).toMatchObject({ code: 'file-unreadable' });
  });

  it('takes UTF-8 and nothing else: other bytes would become characters nobody wrote', async () => {
    await writeFile(at('latin-1'), Buffer.from([0x47, 0xfc, 0x6e]));
    const error = await caught(files.read(at('latin-1')));
    expect(error).toMatchObject({ code: 'file-unreadable', exitCode: 2 });
    expect(error.message).toContain('UTF-8');
    await writeFile(at('utf-8'), '\uFEFFGün');
    expect(await files.read(at('utf-8'))).toBe('\uFEFFGün');
  });

  it('stops where a file goes on for longer than it may, and where it never ends', async () => {
    await writeFile(at('ten'), '0123456789');
    expect(await files.read(at('ten'), 10)).toBe('0123456789');
    expect(await caught(files.read(at('ten'), 9))).toMatchObject({
      code: 'file-unreadable',
      message: `The file ${at('ten')} cannot be read: it goes on after 9 bytes.`,
      exitCode: 2,
    });
    expect(await caught(files.read('/dev/zero'))).toMatchObject({
      message: 'The file /dev/zero cannot be read: it goes on after 33,554,432 bytes.',
    });
    expect(await files.readBytes('/dev/zero', 1000)).toBeUndefined();
  });

  it('reads a pipe as it reads a file, and knows it the next time too', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const piped = new Map<string, Uint8Array>();
    const [text] = await Promise.all([
      realFiles(undefined, piped).read(at('pipe')),
      writeFile(at('pipe'), 'version: 1\n'),
    ]);
    expect(text).toBe('version: 1\n');
    // Nobody writes into it any more.
    expect(await realFiles(undefined, piped).read(at('pipe'))).toBe(text);
    expect(await caught(realFiles(undefined, piped).read(at('pipe'), 3))).toMatchObject({
      code: 'file-unreadable',
    });
  });

  it('lists the files beneath a folder, and no pipe or device among them', async () => {
    await mkdir(at('child.yaml/deeper'), { recursive: true });
    await writeFile(at('child.yaml/deeper/one.yaml'), '');
    await symlink(at('child.yaml/deeper/one.yaml'), at('two.yaml'));
    execFileSync('mkfifo', [at('three.yaml')]);
    expect([...(await files.list(folder))].sort()).toEqual(['child.yaml/deeper/one.yaml', 'two.yaml']);
    expect(await caught(files.list(at('none')))).toMatchObject({ code: 'file-unreadable' });
  });

  it('ends on Ctrl-C though nobody ever writes into the pipe it reads', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const stop = new AbortController();
    const reading = caught(realFiles(() => stop.signal).read(at('pipe')));
    stop.abort('SIGINT');
    expect(await reading).toMatchObject({ code: 'interrupted', exitCode: 130 });
    // Lets go of the thread that waits for the pipe's other end.
    await writeFile(at('pipe'), '');
  });
});

describe('writing', () => {
  it('is private to the user and leaves nothing beside it', async () => {
    await files.write(at('answers.yaml'), 'one');
    await files.write(at('answers.yaml'), 'two');
    expect(await readFile(at('answers.yaml'), 'utf8')).toBe('two');
    expect((await stat(at('answers.yaml'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['answers.yaml']);
  });

  it('never goes over a file where told, and keeps that file', async () => {
    await writeFile(at('bundle'), 'mine');
    expect(await caught(files.write(at('bundle'), 'new', { neverOver: true }))).toMatchObject({
      code: 'file-exists',
    });
    expect(await readFile(at('bundle'), 'utf8')).toBe('mine');
    await files.write(at('fresh'), new Uint8Array([1, 2]), { neverOver: true });
    expect(await readFile(at('fresh'))).toEqual(Buffer.from([1, 2]));
  });

  it('does not follow a dangling link where it may not go over', async () => {
    await symlink(at('elsewhere'), at('link'));
    expect(await caught(files.write(at('link'), 'x', { neverOver: true }))).toMatchObject({
      code: 'file-exists',
    });
    expect(await files.exists(at('elsewhere'))).toBe(false);
  });

  it('replaces what a link points to and keeps the link', async () => {
    await writeFile(at('real'), 'old');
    await symlink(at('real'), at('link'));
    await files.write(at('link'), 'new');
    expect(await readFile(at('real'), 'utf8')).toBe('new');
    expect(await files.real(at('link'))).toBe(await files.real(at('real')));
  });

  it('into no folder, or over a folder, is one clear error and leaves no temporary file', async () => {
    expect(await caught(files.write(at('no/such'), 'x'))).toMatchObject({
      code: 'file-unwritable',
      exitCode: 2,
    });
    await mkdir(at('dir'));
    expect(await caught(files.write(at('dir'), 'x'))).toMatchObject({ code: 'file-unwritable' });
    expect(await readdir(folder)).toEqual(['dir']);
  });

  it('appends to what others wrote', async () => {
    await files.append(at('summary'), 'a');
    await files.append(at('summary'), 'b');
    expect(await readFile(at('summary'), 'utf8')).toBe('ab');
  });
});
