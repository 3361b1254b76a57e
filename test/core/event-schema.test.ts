import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ndjsonLine } from '../../src/ui/ndjson.ts';
import { eventLines, eventTypes } from '../helpers/event-lines.ts';
import * as stories from '../ui/stories.ts';

const at = '2026-11-26T12:00:00.000Z';
const line = (fields: object): string => `${JSON.stringify({ schema: 1, at, ...fields })}\n`;
const result = { type: 'result', command: 'install', outcome: 'succeeded', exitCode: 0 };

/** Lines of `--output json` that were looked at and kept; the stories' are without what depends on when they were said. */
const golden = readdirSync('test/golden', { recursive: true, encoding: 'utf8' })
  .filter((file) => /ndjson[^/\\]*\.txt$/.test(file))
  .map((file) => path.join('test/golden', file));
interface Kept {
  readonly inProgress?: readonly object[];
}
const asSaid = ({ inProgress, ...kept }: Kept): object => ({
  schema: 1,
  at,
  ...kept,
  ...(inProgress === undefined
    ? {}
    : { inProgress: inProgress.map((resource) => ({ seconds: 0, ...resource })) }),
});
const linesOf = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text.startsWith('{"schema":1,'))
    .map((text) => JSON.stringify(asSaid(JSON.parse(text) as Kept)));

const documented = [...readFileSync('docs/reference/events.md', 'utf8').matchAll(/^\| `([a-z]+)` \|/gm)].map(
  ([, type = '']) => type,
);

const storyNames = ['preflight', 'underWay', 'installed', 'failed', 'detached', 'upgraded'] as const;

describe('the schema of events', () => {
  it.each(golden)('has every line of %s', (file) => {
    const lines = linesOf(file);
    expect(lines.length).toBeGreaterThan(0);
    expect(eventLines(`${lines.join('\n')}\n`)).toHaveLength(lines.length);
  });

  it.each(storyNames)('has every event of the story %s as NDJSON tells it', (story) => {
    const lines = stories[story].flatMap((event) => ndjsonLine(event, Date.parse(at)) ?? []);
    expect(eventLines(`${lines.join('\n')}\n`)).toHaveLength(lines.length);
  });

  it('has the types that the manual tells of, and no other', () =>
    expect([...eventTypes].sort()).toEqual([...documented].sort()));

  it('does not have a type that nobody wrote down', () =>
    expect(() => eventLines(line({ type: 'weather', sky: 'clear' }))).toThrow('does not have this weather'));

  it.each([
    ['without its exit code', { ...result, exitCode: undefined }],
    ['of an outcome there is not', { ...result, outcome: 'fine' }],
    ['with outputs that are no texts', { ...result, outputs: { A: 1 } }],
  ])('refuses a result %s', (_what, fields) => expect(() => eventLines(line(fields))).toThrow('this result'));

  it('refuses a line that does not say when', () =>
    expect(() => eventLines(line({ ...result, at: undefined }))).toThrow('this result'));

  it('takes fields, checks and codes of later releases', () => {
    const check = {
      type: 'check',
      id: 'later.check',
      category: 'Later',
      title: 'x',
      status: 'pass',
      docs: 'x',
    };
    const error = { type: 'error', code: 'later-code', message: 'x', hint: 'x' };
    for (const fields of [{ ...result, later: [1] }, check, error])
      expect(eventLines(line(fields))).toHaveLength(1);
  });
});
