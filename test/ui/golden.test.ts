import { mkdirSync, writeFileSync, existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeReader, type ReaderOptions } from '../../src/ui/index.ts';
import { columnsOf } from '../../src/ui/text/wrap.ts';
import { FakeOutput, shownOn } from './screen.ts';
import * as stories from './stories.ts';

const clock: ReaderOptions['clock'] = {
  now: () => Date.UTC(2026, 4, 2, 12, 0, 0),
  during: (work) => work,
};
const names = ['preflight', 'installed', 'underWay', 'failing', 'failed', 'detached', 'upgraded'] as const;
type Name = (typeof names)[number];

const typesOf = (name: Name) => new Set(name === 'preflight' ? (['check'] as const) : []);

/** A screen of which both streams are part, as a person sees it while the story is still going on. */
const onTerminal = async (name: Name, columns: number): Promise<string> => {
  const size = { columns, rows: 30 };
  const tty = new FakeOutput(size);
  const options = { stdout: tty, stderr: tty, color: 'auto' as const, clock, ascii: false, paceMs: 0 };
  const reader = makeReader({ ...options, mode: 'terminal', stdoutTypes: typesOf(name) });
  for (const event of stories[name]) reader.read(event);
  const shown = await shownOn([tty.text], size);
  reader.close();
  return `${shown.text}\n`;
};

/** Two pipes, one under the other. */
const inLog = (name: Name, mode: 'plain' | 'ndjson', columns?: number): string => {
  const size = columns === undefined ? undefined : { columns, rows: 30 };
  const [stdout, stderr] = [new FakeOutput(size), new FakeOutput(size)];
  const options = { stdout, stderr, color: 'never' as const, clock, ascii: false };
  const reader = makeReader({ ...options, mode, stdoutTypes: typesOf(name) });
  for (const event of stories[name]) reader.read(event);
  reader.close();
  return mode === 'ndjson' ? stdout.text : `stdout:\n${stdout.text}\nstderr:\n${stderr.text}`;
};

const colored = (name: Name): string => {
  const tty = new FakeOutput({ columns: 80, rows: 30 });
  const options = { stdout: tty, stderr: tty, color: 'auto' as const, clock, ascii: false, paceMs: 0 };
  const reader = makeReader({ ...options, mode: 'terminal' });
  for (const event of stories[name]) reader.read(event);
  reader.close();
  return tty.text.replaceAll('\u001B', '<esc>');
};

/** Compared with what a person has looked at and kept; `UPDATE_GOLDEN=1` writes it anew to be looked at. */
const expectGolden = (file: string, text: string): void => {
  const place = `test/golden/${file}.txt`;
  if (process.env.UPDATE_GOLDEN !== undefined) {
    mkdirSync('test/golden', { recursive: true });
    writeFileSync(place, text);
  }
  expect(existsSync(place), `${place} is missing`).toBe(true);
  expect(text).toBe(readFileSync(place, 'utf8'));
};

describe.each(names)('%s', (name) => {
  it.each([40, 80, 200])('on a terminal of %i columns', async (columns) =>
    expectGolden(`${name}-terminal-${columns}`, await onTerminal(name, columns)),
  );

  it.each([40, 80, 200])('as plain lines of %i columns', (columns) =>
    expectGolden(`${name}-plain-${columns}`, inLog(name, 'plain', columns)),
  );

  it('as plain lines that nobody breaks', () => expectGolden(`${name}-plain`, inLog(name, 'plain')));

  it('as NDJSON', () => expectGolden(`${name}-ndjson`, inLog(name, 'ndjson')));
});

/** What stands at the foot of the screen while an operation runs, as it was last drawn. */
const progressBlock = (name: Name, columns: number, color: 'always' | 'never'): string => {
  const tty = new FakeOutput({ columns, rows: 30 });
  const drawn: string[] = [];
  tty.on('text', (text: string) => drawn.push(text));
  const env = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const options = { stdout: tty, stderr: tty, color, clock, env, ascii: false, paceMs: 0 };
  const reader = makeReader({ ...options, mode: 'terminal' });
  for (const event of stories[name]) if (event.type !== 'result') reader.read(event);
  const [block = ''] = drawn.slice(-1);
  reader.close();
  return block;
};

const cursorMove = /\u001B\[[0-9?]*[A-Za-ln-z]|\r/g;
const painting = /\u001B\[[0-9;]*m/g;

describe.each(['underWay', 'failing', 'detached'] as const)('the progress of %s', (name) => {
  it.each([50, 80, 120])('at %i columns, with and without colour', (columns) => {
    const [plain, colored] = (['never', 'always'] as const).map((color) =>
      progressBlock(name, columns, color).replaceAll(cursorMove, ''),
    );
    expect(colored?.replaceAll(painting, '')).toBe(plain);
    expect(plain).not.toContain('\u001B');
    for (const line of (plain ?? '').split('\n')) expect(columnsOf(line)).toBeLessThan(columns);
    expectGolden(
      `${name}-progress-${columns}`,
      `${plain ?? ''}\n${(colored ?? '').replaceAll('\u001B', '<esc>')}`,
    );
  });
});

it('colours, and draws over what it drew', () => expectGolden('failed-colored', colored('failed')));
