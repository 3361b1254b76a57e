import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Removed } from './removal.ts';

const folders = ['src', 'test', 'templates', 'docs', 'dist'];
/** What builds and tests are told by, and the pages that tests read. */
const files = readdirSync('.').filter((name) => /\.(mjs|json|md)$|^vitest\.config\.ts$|^LICENSE$/.test(name));

/** What one test came to. */
interface TestEnd {
  readonly fullName: string;
  readonly status: string;
}

export interface FileEnd {
  readonly tests: readonly TestEnd[];
  /** It could not even be loaded. */
  readonly broken: boolean;
}

interface Report {
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly TestEnd[] }[];
}

/** What a file imports of this folder; types are nothing that runs. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}) (?!type )[^;]*?from '(\.[^']+\.ts)'/gm)].map(
    ([, name = '']) => path.join(path.dirname(file), name),
  );

/** Whether a test starts what was built, by itself or through what it imports. */
const startsBundle = (file: string, seen = new Set<string>()): boolean => {
  if (file === path.join('test', 'e2e', 'bundle.ts')) return true;
  if (seen.has(file) || file.startsWith('src')) return false;
  seen.add(file);
  return importsOf(file).some((one) => startsBundle(one, seen));
};

/** A copy of this folder, where things can be taken away while somebody works here. */
export class Copy {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of [...folders, ...files]) cpSync(name, path.join(folder, name), { recursive: true });
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs a test file, or its tests of these names, without these; all is back in place after it. */
  run(file: string, removed: readonly Removed[], names: readonly string[] = []): FileEnd {
    const were = removed.map((one) => [one.file, readFileSync(this.#at(one.file), 'utf8')] as const);
    try {
      for (const one of removed) writeFileSync(this.#at(one.file), one.text);
      return startsBundle(file) ? this.#built(file, names) : this.#tested(file, names);
    } finally {
      for (const [name, text] of were) writeFileSync(this.#at(name), text);
    }
  }

  #at(name: string): string {
    return path.join(this.#folder, name);
  }

  /** Tests of the bundle need one that is without it as well. */
  #built(file: string, names: readonly string[]): FileEnd {
    execFileSync(process.execPath, ['esbuild.config.mjs'], {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return this.#tested(file, names);
  }

  #tested(file: string, names: readonly string[]): FileEnd {
    const report = this.#at('report.json');
    rmSync(report, { force: true });
    const project = file.endsWith('.e2e.ts') ? 'e2e' : 'unit';
    const words = [
      'run',
      '--project',
      project,
      '--maxWorkers=1',
      // Most modules are the same from one run to the next: read anew, they were half its time.
      '--experimental.fsModuleCache',
      `--experimental.fsModuleCachePath=${this.#at('modules')}`,
      '--reporter=json',
      '--outputFile=report.json',
      ...(names.length === 0 ? [] : ['--testNamePattern', names.join('|')]),
      file,
    ];
    spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], {
      cwd: this.#folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        SKIP_BUILD: '1',
        VITEST: undefined,
        VITEST_WORKER_ID: undefined,
        VITEST_POOL_ID: undefined,
      },
    });
    if (!existsSync(report)) throw new Error(`${file} could not be run`);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    return { tests, broken: testResults.some(({ status }) => status === 'failed') && tests.length === 0 };
  }
}
