import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made: string[] = [];

/** A new, empty folder of the test file that asks for it; it goes when the file is through. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'quilt-install-test-'));
  made.push(folder);
  return folder;
};

/** A program that was killed may still be ending, and write; so removal is repeated for a moment. */
export const removeTemporaryFolders = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
};
