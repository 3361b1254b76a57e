// Tells whether `dist` is what a build of these very files made: tests need not make it anew then.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Not in `dist`, which is published; a fresh `npm ci` takes it away. */
const stamp = 'node_modules/.cache/quilt-install/built';

/** What a build reads, beside its own scripts at the root; the last says which packages are installed. */
const read = ['src', 'docs', 'templates', 'package.json', 'node_modules/.package-lock.json'];

const filesIn = async (root, entry) => {
  try {
    const found = await readdir(path.join(root, entry), { recursive: true, withFileTypes: true });
    return found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path.join(root, entry)];
    throw error;
  }
};

/** Names and contents of all files, so that one more, one less and one elsewhere count as well. */
const digest = async (root, entries) => {
  const files = (await Promise.all(entries.map((entry) => filesIn(root, entry)))).flat();
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const content = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    hash.update(`${path.relative(root, file)} ${content}\n`);
  }
  return hash.digest('hex');
};

/** @param root the folder of package.json */
export const inputsOf = async (root) => {
  const scripts = (await readdir(root)).filter((name) => name.endsWith('.mjs'));
  return digest(root, [...read, ...scripts]);
};

const written = async (root, inputs) => `${inputs} ${await digest(root, ['dist'])}\n`;

/** False where anything differs, or cannot be read. */
export const isBuilt = async (root) => {
  try {
    return (await readFile(path.join(root, stamp), 'utf8')) === (await written(root, await inputsOf(root)));
  } catch {
    return false;
  }
};

/** To be called when `dist` has just been made. @param inputs as they were before: who edits meanwhile builds again */
export const markBuilt = async (root, inputs) => {
  const file = path.join(root, stamp);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await written(root, inputs));
};
