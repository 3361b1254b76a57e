import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExpectStatic } from 'vitest';

const root = 'test/golden/stories';

/** Compared with what was seen before; `UPDATE_GOLDEN=1` writes it anew to be looked at. */
export const expectGolden = (expect: ExpectStatic, story: string, file: string, text: string): void => {
  const place = path.join(root, story, `${file}.txt`);
  if (process.env.UPDATE_GOLDEN !== undefined) {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  expect(existsSync(place), `${place} is missing`).toBe(true);
  expect.soft(text, place).toBe(readFileSync(place, 'utf8'));
};
