import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { flags, type Flag } from '../../../src/core/flags/index.ts';
import { commandNames, type CommandName } from '../../../src/core/ids.ts';

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+\.ts)'/g)].map(([, target = '']) =>
    path.normalize(path.join(path.dirname(file), target)),
  );

/** All that a command's story stands on. */
const reachedFrom = (start: string): readonly string[] => {
  const files = new Set([start]);
  for (const file of files) for (const target of importsOf(file)) files.add(target);
  return [...files];
};

/** What the table itself, or the command line that is built by it, says of an option is no reading of it. */
const reads = (file: string, option: string): boolean =>
  !file.startsWith('src/core/flags') && new RegExp(`\\b${option}\\b`).test(readFileSync(file, 'utf8'));

const composition = ['connect', 'main', 'screen', 'session'].map((name) => `src/main/${name}.ts`);
const readersOf = (command: CommandName): readonly string[] => [
  ...composition,
  ...reachedFrom(`src/commands/${command}/${command}.ts`),
];

const takenBy = (command: CommandName): readonly string[] =>
  Object.entries<Flag>(flags)
    .filter(([, flag]) => flag.commands === 'all' || flag.commands.includes(command))
    .filter(([, flag]) => flag.idleIn?.includes(command) !== true)
    .map(([option]) => option);

describe('a flag that a command lists', () => {
  it.each(commandNames)('is read by what %s stands on', (command) => {
    const files = readersOf(command);
    const unread = takenBy(command).filter((option) => !files.some((file) => reads(file, option)));
    expect(unread).toEqual([]);
  });
});
