import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The system's name for the folder of temporary files, by which every process of the run finds it. */
const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';

/** One folder holds all that a run puts aside, whichever process does; what is left in it at the end fails the run. */
export default function setup(): () => void {
  const before = process.env[variable];
  const root = mkdtempSync(path.join(tmpdir(), 'quilt-install-tests-'));
  process.env[variable] = root;
  return () => {
    if (before === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = before;
    const left = readdirSync(root);
    rmSync(root, { recursive: true, force: true });
    if (left.length === 0) return;
    // What is thrown here is printed, but the run would still count as passed.
    process.exitCode = 1;
    throw new Error(`The tests left these behind in the folder of temporary files: ${left.join(', ')}`);
  };
}
