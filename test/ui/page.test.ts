import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PageEvent } from '../../src/core/page-event.ts';
import { makeReader } from '../../src/ui/index.ts';
import { page, upgradePage } from './pages.ts';
import { FakeOutput } from './screen.ts';

const clock = { now: () => 0, during: <T>(work: Promise<T>) => work };

const shown = (event: PageEvent, columns: number, ascii = false): string => {
  const [stdout, stderr] = [new FakeOutput(), new FakeOutput({ columns, rows: 24 })];
  const reader = makeReader({ mode: 'plain', stdout, stderr, color: 'never', clock, ascii });
  reader.read(event);
  reader.close();
  expect(stdout.text).toBe('');
  return stderr.text;
};

/** Compared with what a person has looked at and kept; `UPDATE_GOLDEN=1` writes it anew to be looked at. */
const expectGolden = (name: string, text: string): void => {
  const place = `test/golden/${name}.txt`;
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(place, text);
  expect(existsSync(place), `${place} is missing`).toBe(true);
  expect(text).toBe(readFileSync(place, 'utf8'));
};

describe('the page of values', () => {
  it.each([50, 80, 120])('shows at %i columns what needs a look, and the rest by its number', (columns) =>
    expectGolden(`page-${columns}`, shown(page, columns)),
  );

  it('shows each value with its label and source on request', () =>
    expectGolden('page-whole-80', shown({ ...page, whole: true }, 80)));

  it('shows of an upgrade what is new', () => expectGolden('page-upgrade-80', shown(upgradePage, 80)));

  it('shows what followed from an answer without a title', () =>
    expect(shown({ ...upgradePage, partial: true, groups: upgradePage.groups.slice(1, 2) }, 80)).toBe(
      '  New  Cost center: lab (asked)\n',
    ));

  it('keeps to ASCII where the screen has no more', () =>
    expect(shown(page, 80, true)).toContain('> E-mail address: needed'));

  it('lets no line be longer than the screen, and nothing steer it', () => {
    for (const columns of [50, 80, 120])
      for (const event of [page, { ...page, whole: true as const }, upgradePage]) {
        const text = shown(event, columns);
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(text).not.toContain('\u001B');
      }
  });

  it('is nothing to a program', () => {
    const [stdout, stderr] = [new FakeOutput(), new FakeOutput()];
    const reader = makeReader({ mode: 'ndjson', stdout, stderr, color: 'never', clock });
    reader.read(page);
    expect(stdout.text + stderr.text).toBe('');
  });
});
