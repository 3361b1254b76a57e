import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cli } from './bundle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** The text of every file of ours that a run loaded, by node's own coverage records. */
const loadedBy = (...args: string[]): string => {
  const folder = temporaryFolder();
  execFileSync(process.execPath, [cli, ...args], {
    env: { ...process.env, NODE_V8_COVERAGE: folder },
    stdio: 'ignore',
  });
  const urls = readdirSync(folder).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url);
  });
  return urls
    .filter((url) => url.startsWith('file:') && url.includes('/dist/'))
    .map((url) => readFileSync(fileURLToPath(url), 'utf8'))
    .join('\n');
};

/** What each library cannot do without, in any bundle of it. */
const marks = {
  'the AWS SDK': /com\.amazonaws\./,
  'the prompts': /User force closed the prompt/,
  'the YAML parser': /BLOCK_FOLDED/,
  'the rehearsal account': /REHEARSALACCESSKEY/,
};

describe.each([['--version'], ['--help'], ['upgrade', '--help']])('start-up of %s', (...args) => {
  const text = loadedBy(...args.filter((word) => word !== undefined));
  it.each(Object.entries(marks))('does not load %s', (_name, mark) => expect(mark.test(text)).toBe(false));
});

it('the marks are those of the bundle', () => {
  const all = readdirSync('dist/chunks')
    .map((file) => readFileSync(path.join('dist/chunks', file), 'utf8'))
    .join('\n');
  for (const [name, mark] of Object.entries(marks)) expect(mark.test(all), name).toBe(true);
});
