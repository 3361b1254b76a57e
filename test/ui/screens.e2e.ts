import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/events.ts';
import { makeReader } from '../../src/ui/index.ts';
import { tones } from '../../src/ui/text/palette.ts';
import { columnsOf } from '../../src/ui/text/wrap.ts';
import { page, upgradePage } from './pages.ts';
import { FakeOutput } from './screen.ts';
import * as stories from './stories.ts';

/* Every screen that the suite knows: the stories of this folder, and all that the recorded stories said. */

/** As it was before it was written down: there a record's type has another name. */
const eventOf = (line: string): Event =>
  JSON.parse(line, (key, value: unknown) =>
    key === 'records' && Array.isArray(value)
      ? value.map((record: { readonly recordType: string }) => ({ ...record, type: record.recordType }))
      : value,
  ) as Event;

const eventsIn = (said: string): readonly Event[] =>
  said
    .split('\n')
    .filter((line) => line.startsWith('{"schema"'))
    .map(eventOf);

/** Each run of each story, by its command. */
const recorded = readdirSync('test/golden/stories')
  .map((story) => `test/golden/stories/${story}/ndjson.txt`)
  .filter((file) => existsSync(file))
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split(/^\$ /m)
      .map(
        (said) => [`${path.basename(path.dirname(file))}: ${said.split('\n')[0]}`, eventsIn(said)] as const,
      )
      .filter(([, events]) => events.length > 0),
  );
const names = ['preflight', 'installed', 'underWay', 'failing', 'failed', 'detached', 'upgraded'] as const;
const fromStories = names.map((name) => [name, stories[name]] as const);
const pages = [
  ['page', [page]],
  ['page of all values', [{ ...page, whole: true }]],
  ['page of an upgrade', [upgradePage]],
] as const;
const screens: readonly (readonly [string, readonly Event[]])[] = [...fromStories, ...pages, ...recorded];

const clock = { now: () => Date.UTC(2026, 4, 2), during: <T>(work: Promise<T>) => work };

interface Look {
  readonly columns: number;
  readonly colored?: boolean;
  readonly inFull?: boolean;
}

/** Both streams on one terminal, as lines. */
const shown = (events: readonly Event[], { columns, colored = false, inFull = false }: Look): string => {
  const tty = new FakeOutput({ columns, rows: 40 });
  const color = colored ? 'always' : 'never';
  const env = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const reader = makeReader({ mode: 'plain', stdout: tty, stderr: tty, color, clock, env, inFull });
  for (const event of events) reader.read(event);
  reader.close();
  return tty.text;
};

const widths = [50, 80, 120] as const;

/** What somebody may copy: it has no end that is a full stop or a bracket of the sentence around it. */
const copied = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/\s+/)
      .map((word) => word.replace(/^[("'`]+|[.,;:)"'`]+$/g, ''))
      .filter((word) => /\w[:/=@._-]\w/.test(word)),
  );

/** What is left whole on purpose, because a line break in it would be copied too: a word, a command, a JSON value. */
const widestWhole = (line: string): number =>
  Math.max(
    ...line.split(/\s+/).map(columnsOf),
    columnsOf(/(?:quilt-install|aws) .*$|\{".*\}$/.exec(line)?.[0] ?? ''),
  );

/** Room for a mark, a label and what is set in. */
const besideWhole = 18;

const isTooWide = (line: string, columns: number): boolean =>
  columnsOf(line) > columns &&
  (widestWhole(line) < columns - besideWhole || columnsOf(line) - widestWhole(line) > besideWhole);

const { red, green, yellow, cyan } = tones;
const allowed = new Set([
  '0',
  '1',
  '2',
  '22',
  '39',
  ...[red, green, yellow, cyan].map((tone) => `38;5;${tone}`),
]);
const painting = /\u001B\[([\d;]*)m/g;

/** A full stop behind a command is not shown. */
const words = (text: string): readonly string[] =>
  text
    .replaceAll(painting, '')
    .split(/\s+/)
    .map((word) => word.replace(/\.$/, ''))
    .filter((word) => word !== '');

/** Sentences of an event that say what is wrong, and what to do. */
const decisive = (event: Event): readonly string[] => {
  if (event.type === 'error') return [event.message, event.hint];
  if (event.type === 'page')
    return event.findings.flatMap(({ message, fix = '' }) => [
      message.replaceAll(/\u001B.*?[A-Z]/g, ''),
      fix,
    ]);
  if (event.type === 'note') return [event.message, ...(event.detail ?? [])];
  if (event.type !== 'check') return [];
  if (event.status === 'skipped') return [event.fix ?? ''];
  return event.status === 'fail' || event.status === 'warn' ? [event.message ?? '', event.fix ?? ''] : [];
};

describe.each(screens)('%s', (_name, events) => {
  const whole = copied(shown(events, { columns: 5000 }));

  it.each(widths)('fits %i columns, and breaks nothing that could be copied', (columns) => {
    const text = shown(events, { columns });
    expect(text.split('\n').filter((line) => isTooWide(line, columns))).toEqual([]);
    expect([...copied(text)].filter((word) => !whole.has(word))).toEqual([]);
  });

  it.each(widths)('says at %i columns the same with and without colour', (columns) => {
    const [plain, colored] = [shown(events, { columns }), shown(events, { columns, colored: true })];
    expect(plain).not.toMatch(/[^\n\P{Cc}]/u);
    expect(colored.replaceAll(painting, '')).toBe(plain);
    const used = new Set([...colored.matchAll(painting)].map(([, codes]) => codes));
    expect([...used].filter((codes) => !allowed.has(codes ?? ''))).toEqual([]);
  });

  it('dims nothing that is decided by', () => {
    const bright = words(
      shown(events, { columns: 80, colored: true }).replaceAll(/\u001B\[2m.*?\u001B\[22m/g, ''),
    );
    for (const event of events)
      for (const sentence of decisive(event))
        for (const word of words(sentence)) expect(bright, sentence).toContain(word);
  });
});
