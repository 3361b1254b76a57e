import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/core/events.ts';
import { clean, cleanDocument } from '../../../src/ui/text/clean.ts';
import { estimatedDuration, measuredDuration } from '../../../src/core/duration.ts';
import { makeReader } from '../../../src/ui/index.ts';
import { ndjsonLine } from '../../../src/ui/ndjson.ts';
import { needsAscii } from '../../../src/ui/text/environment.ts';
import { cut, wrap } from '../../../src/ui/text/wrap.ts';
import { FakeOutput } from '../screen.ts';
import { installed, preflight, upgraded } from '../stories.ts';
import { anyCharacter } from '../../helpers/any-character.ts';

const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(
    '\u001B[2J\u001B[1;1Hgone',
    '\u001B]0;title\u0007x',
    '\u009B31mred',
    'a\u202Eb',
    'a\r\nb',
    '名前',
  ),
);
const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/;

describe('text of others', () => {
  it('is one line that steers no terminal', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(clean(text)).not.toMatch(steering);
        expect(clean(text)).not.toMatch(/[\n\t]/);
        expect(clean(clean(text))).toBe(clean(text));
        expect(cleanDocument(text)).not.toMatch(steering);
      }),
    );
  });

  it('leaves no half of a control sequence', () => {
    expect(clean('\u001B[31mred\u001B[0m \u001B]8;;https://evil\u0007link\u001B]8;;\u0007')).toBe('red link');
  });

  it.each(['\u200b', '\u00ad', '\u200d', '\u2060', '\u202e', '\u180e', '\u3164', '\u{e0041}', '\ufe0f'])(
    'leaves nothing that shows nothing: %j',
    (hidden) => {
      expect(clean(`qu${hidden}ilt`)).toBe('quilt');
      const line = ndjsonLine({ type: 'note', level: 'info', message: `qu${hidden}ilt` }, 0) ?? '';
      expect(line).not.toContain(hidden);
      expect(JSON.parse(line)).toMatchObject({ message: `qu${hidden}ilt` });
    },
  );

  it.each(['##vso[task.setvariable variable=x]y', '##[error]x', 'a ##VSO[x]'])(
    'gives a CI log no command: %s',
    (text) => {
      const line = ndjsonLine({ type: 'note', level: 'info', message: text }, 0) ?? '';
      expect(line).not.toMatch(/##(vso)?\[/i);
      expect(JSON.parse(line)).toMatchObject({ message: text });
      const output = new FakeOutput();
      const reader = makeReader({
        mode: 'plain',
        stdout: output,
        stderr: output,
        color: 'never',
        clock: { now: () => 0, during: (work) => work },
        stdoutTypes: new Set(),
      });
      reader.read({ type: 'note', level: 'info', message: text });
      expect(output.text).not.toMatch(/##(vso)?\[/i);
      expect(output.text).toContain('# #');
    },
  );

  it('leaves a document its lines', () => expect(cleanDocument('a\r\n  b\u001B[2J\n')).toBe('a\n  b\n'));
});

describe('lines', () => {
  it('lose no word, and are as long as they may be unless one word is longer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z:/.]{1,30}$/), { minLength: 1 }),
        fc.integer({ min: 5, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width);
          expect(lines.join(' ')).toBe(words.join(' '));
          for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('never break a command that is to be copied', () => {
    const command = 'quilt-install preflight --fix --only iam.es-service-linked-role';
    expect(wrap(command, 20)).toEqual([command]);
    expect(wrap(`Run \`${command}\` now.`, 20)).toEqual(['Run', `\`${command}\``, 'now.']);
    expect(wrap(`Run ${command} now.`, 20)).toEqual(['Run', command, 'now.']);
    const another = 'aws cloudformation detect-stack-drift --stack-name quilt --region us-east-1';
    expect(wrap(`Look again: ${another}.`, 20)).toEqual(['Look again:', another]);
    expect(wrap(`First ${another}, then go on.`, 20)).toEqual(['First', `${another},`, 'then go on.']);
    expect(wrap('A session that aws sso login made.', 20)).toEqual(['A session that aws', 'sso login made.']);
    expect(wrap('aws is what you, dear reader, need here.', 20).length).toBeGreaterThan(1);
  });

  it.each([
    ['Replace it with quilt-install rehearse -- dns --apply --overwrite.', true],
    ['Make one: quilt-install preflight --answers my.yaml --fix --only iam.service-role.', true],
    ['Write --wait 15m.', false],
    ['Use quilt-install upgrade, or choose another --stack-name.', false],
    ['The command quilt-install preflight --print-policy prints all that is needed.', false],
  ])('lets no full stop stand behind a command: %s', (sentence, ends) => {
    expect(wrap(sentence, 200)).toEqual([ends ? sentence.slice(0, -1) : sentence]);
  });

  it('are cut by what is shown, not by code units', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 0, max: 50 }),
        (text, width) => {
          expect(stringWidth(cut(text, width, '…'))).toBeLessThanOrEqual(Math.max(width, 0));
          if (stringWidth(text) <= width) expect(cut(text, width, '…')).toBe(text);
        },
      ),
    );
  });
});

it.each([
  [-5, '0s', 'less than a minute'],
  [59.6, '1m00s', '1 min'],
  [842, '14m02s', '14 min'],
  [3599.7, '1h00m', '1 h'],
  [28_080, '7h48m', '7 h 48 min'],
])('%d seconds are %s, about %s', (seconds, exact, about) => {
  expect(measuredDuration(seconds)).toBe(exact);
  expect(estimatedDuration(seconds)).toBe(about);
});

describe('NDJSON', () => {
  it('is the contract’s lines: schema, time and type first, one result, no event for people', () => {
    const lines = installed.flatMap((event) => ndjsonLine(event, 0) ?? []);
    for (const line of lines) expect(line).toMatch(/^\{"schema":1,"at":"1970-01-01T00:00:00\.000Z","type":"/);
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).not.toContain('header');
    expect(types.filter((type) => type === 'result')).toHaveLength(1);
  });

  it('keeps every value, and steers no terminal that shows it', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const line = ndjsonLine({ type: 'note', level: 'info', message }, 0) ?? '';
        expect(line).not.toMatch(steering);
        expect((JSON.parse(line) as { message: string }).message).toBe(message);
      }),
    );
  });
});

describe('plain surroundings', () => {
  it.each([
    [{}, false],
    [{ LANG: 'de_DE.UTF-8' }, false],
    [{ LANG: 'C' }, true],
    [{ LC_ALL: 'C.utf8', LANG: 'C' }, false],
    [{ LC_ALL: '', LANG: 'POSIX' }, true],
    [{ TERM: 'dumb' }, true],
  ])('%j: ASCII only is %s', (env, ascii) => expect(needsAscii(env)).toBe(ascii));

  it('writes ASCII where that is all there is', () => {
    const tty = new FakeOutput({ columns: 80, rows: 24 });
    const reader = makeReader({
      mode: 'terminal',
      stdout: tty,
      stderr: tty,
      color: 'never',
      clock: { now: () => 0, during: (work) => work },
      ascii: true,
      paceMs: 0,
    });
    const marked: Event = { type: 'note', level: 'info', message: 'It’s “one” → two…' };
    for (const event of [...preflight, ...installed, ...upgraded, marked]) reader.read(event);
    reader.close();
    expect(tty.text).toContain(`It's "one" -> two...`);
    expect(tty.text).toMatch(/^[\u0000-\u007F]*$/);
  });

  it('colours no pipe, whatever it was told', () => {
    const [stdout, stderr] = [new FakeOutput(), new FakeOutput({ columns: 80, rows: 24 })];
    const reader = makeReader({
      mode: 'terminal',
      stdout,
      stderr,
      color: 'auto',
      clock: { now: () => 0, during: (work) => work },
      stdoutTypes: new Set(['check']),
    });
    for (const event of preflight) reader.read(event);
    reader.close();
    expect(stdout.text).not.toContain('\u001B');
    expect(stderr.text).toContain('\u001B[');
  });
});
