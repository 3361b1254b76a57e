import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createRuns } from './recordings/create.ts';
import { nestedRuns } from './recordings/nested.ts';
import { randomRuns } from './recordings/random.ts';
import { recorded, type Run } from './recordings/recording.ts';
import { removeRuns } from './recordings/remove.ts';
import { updateRuns } from './recordings/update.ts';

const folder = process.env['RECORDINGS'] ?? 'test/golden/engine';
const named = { ...createRuns, ...updateRuns, ...removeRuns, ...nestedRuns };

/**
 * Compared with what was recorded, to the byte: times, ids, order, reasons. `UPDATE_GOLDEN=1` writes it anew, to be
 * read before it is kept. Three things that earlier recordings held were never CloudFormation's way and are gone: an
 * operation that ended while resources ran on (random-23, 26, 40), a nested stack that was complete after its delete had
 * begun (nested-create-with-a-failing-sibling), and a time limit that left resources in progress
 * (create-takes-too-long).
 */
const expectRecorded = (name: string, text: string): void => {
  const file = `${folder}/${name}.txt`;
  if (process.env['UPDATE_GOLDEN'] !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `${file} is missing`).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
};

const overSeeds = async (run: Run, seeds: readonly number[]): Promise<string> => {
  const texts: string[] = [];
  for (const seed of seeds) texts.push(await recorded(run, seed));
  return texts.join('\n');
};

it.each(Object.entries(named))('%s tells every event as it was recorded', async (name, run) =>
  expectRecorded(name, await overSeeds(run, [1, 2])),
);

it.each(Object.entries(randomRuns))('%s tells every event as it was recorded', async (name, run) =>
  expectRecorded(name, await overSeeds(run, [3])),
);
