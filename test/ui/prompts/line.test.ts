import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../../src/ui/prompts/keys.ts';
import { PasteCollector, pasteFault } from '../../../src/ui/prompts/keys.ts';
import { edit, emptyLine, textOf, windowOf, type Line } from '../../../src/ui/prompts/line.ts';
import { columnsOf } from '../../../src/ui/text/wrap.ts';

const typed = (text: string): Key => ({ name: '', text, ctrl: false, meta: false });
const named = (name: string): Key => ({ name, text: '', ctrl: false, meta: false });
const ctrl = (name: string): Key => ({ name, text: '', ctrl: true, meta: false });
const printable = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text));
const moves = fc.constantFrom(
  ...['left', 'right', 'home', 'end'].map(named),
  ...['a', 'b', 'e', 'f'].map(ctrl),
);
const keys = fc.oneof(
  printable.map(typed),
  moves,
  fc.constantFrom(...['backspace', 'delete', 'f5', 'tab'].map(named), ...['d', 'k', 'u', 'w', 'z'].map(ctrl)),
);
const after = (pressed: readonly Key[], line: Line = emptyLine): Line => pressed.reduce(edit, line);

describe('a line being typed', () => {
  it('keeps its text under every move of the cursor', () => {
    fc.assert(
      fc.property(fc.array(keys), fc.array(moves), (before, moved) => {
        const line = after(before);
        expect(textOf(after(moved, line))).toBe(textOf(line));
      }),
    );
  });

  it('takes back with the backspace what was just typed, a character at a time', () => {
    const one = fc.constantFrom('a', 'é', '日', '👩‍👩‍👧', '🇩🇪', ' ');
    fc.assert(
      fc.property(one, fc.constantFrom('', 'quilt'), (character, rest) => {
        const line = { before: '/', after: rest };
        expect(edit(edit(line, typed(character)), named('backspace'))).toEqual(line);
      }),
    );
  });

  it('comes back to where it was by a step to the left and one to the right', () => {
    fc.assert(
      fc.property(fc.array(keys), (pressed) => {
        const line = after(pressed);
        if (line.before !== '') expect(after([named('left'), named('right')], line)).toEqual(line);
      }),
    );
  });

  it.each([
    ['w', 'acme ', '/x'],
    ['u', '', '/x'],
    ['k', 'acme data', ''],
    ['h', 'acme dat', '/x'],
    ['d', 'acme data', 'x'],
  ])('edits by Ctrl-%s', (name, before, behind) => {
    const line = edit({ before: 'acme data', after: '/x' }, ctrl(name));
    expect(line).toEqual({ before, after: behind });
  });

  it('shows the part around the cursor, never wider than its room', () => {
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 40 }), fc.integer({ min: 4, max: 60 }), (pressed, room) => {
        const line = after(pressed);
        const shown = windowOf(line, room);
        expect(columnsOf(textOf(shown))).toBeLessThanOrEqual(room);
        expect(line.before.endsWith(shown.before) && line.after.startsWith(shown.after)).toBe(true);
      }),
    );
  });
});

describe('a paste', () => {
  it('is one key, however many it came in', () => {
    const collector = new PasteCollector();
    const taken = ['paste-start', 'a', 'escape', 'return', 'paste-end', 'b'].map((name) =>
      collector.take(undefined, { name, sequence: name === 'a' ? 'a' : name === 'return' ? '\r' : '' }),
    );
    expect(taken.map((key) => key?.name)).toEqual([undefined, undefined, undefined, undefined, 'paste', 'b']);
    expect(taken[4]?.text).toBe('a\r');
  });

  it('whose end got lost is left by Ctrl-C', () => {
    const collector = new PasteCollector();
    collector.take(undefined, { name: 'paste-start' });
    expect(collector.take('\u0003', { name: 'c', ctrl: true })).toMatchObject({ name: 'c', ctrl: true });
  });

  it.each(['a\nb', 'a\r', '\u001B[2J', 'a\u0000'])('of %j is not taken', (text) => {
    expect(pasteFault(text)).toContain('nothing of it was taken');
  });
});
