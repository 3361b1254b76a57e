import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputsOf, isBuilt, markBuilt } from '../../build-stamp.mjs';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const files = [
  'src/cli.ts',
  'src/core/ids.ts',
  'docs/README.md',
  'templates/quilt.yaml',
  'build.mjs',
  'package.json',
  'node_modules/.package-lock.json',
  'dist/cli.js',
];

const built = async (): Promise<string> => {
  const root = temporaryFolder();
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), file);
  }
  await markBuilt(root, await inputsOf(root));
  return root;
};

describe('a bundle', () => {
  it('is not made anew while nothing has changed', async () => {
    const root = await built();
    expect(await isBuilt(root)).toBe(true);
    writeFileSync(path.join(root, 'CHANGELOG.md'), 'not part of it');
    expect(await isBuilt(root)).toBe(true);
  });

  it.each(files)('is made anew where %s has changed, or is gone', async (file) => {
    const root = await built();
    writeFileSync(path.join(root, file), 'something else');
    expect(await isBuilt(root)).toBe(false);
    writeFileSync(path.join(root, file), file);
    expect(await isBuilt(root)).toBe(true);
    rmSync(path.join(root, file));
    expect(await isBuilt(root)).toBe(false);
  });

  it('is made anew where a file is added or moved', async () => {
    const root = await built();
    cpSync(path.join(root, 'src/cli.ts'), path.join(root, 'src/core/cli.ts'));
    expect(await isBuilt(root)).toBe(false);
    rmSync(path.join(root, 'src/core/cli.ts'));
    renameSync(path.join(root, 'src/core/ids.ts'), path.join(root, 'src/ids.ts'));
    expect(await isBuilt(root)).toBe(false);
  });

  it('is made anew where a source changed while it was made', async () => {
    const root = await built();
    const before = await inputsOf(root);
    writeFileSync(path.join(root, 'src/cli.ts'), 'edited');
    await markBuilt(root, before);
    expect(await isBuilt(root)).toBe(false);
  });

  it('is made where there is none, and where nothing tells what it is of', async () => {
    const root = await built();
    rmSync(path.join(root, 'dist'), { recursive: true });
    expect(await isBuilt(root)).toBe(false);
    expect(await isBuilt(temporaryFolder())).toBe(false);
  });
});
