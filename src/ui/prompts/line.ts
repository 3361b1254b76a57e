import { columnsOf } from '../text/wrap.ts';
import { isCtrl, type Key } from './keys.ts';

/** A line being typed: what is before the cursor and what is behind it. */
export interface Line {
  readonly before: string;
  readonly after: string;
}

export const emptyLine: Line = { before: '', after: '' };
export const textOf = ({ before, after }: Line): string => before + after;
export const lineOf = (text: string): Line => ({ before: text, after: '' });

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Longer than any one character a person sees. */
const longest = 64;

const firstOf = (text: string): string =>
  graphemes.segment(text.slice(0, longest))[Symbol.iterator]().next().value?.segment ?? '';

const lastOf = (text: string): string => [...graphemes.segment(text.slice(-longest))].at(-1)?.segment ?? '';

const dropLast = (text: string): string => text.slice(0, text.length - lastOf(text).length);

const dropWord = (text: string): string => text.replace(/\S*\s*$/, '');

const left = ({ before, after }: Line): Line => ({ before: dropLast(before), after: lastOf(before) + after });

const right = ({ before, after }: Line): Line => {
  const next = firstOf(after);
  return { before: before + next, after: after.slice(next.length) };
};

const deleteRight = ({ before, after }: Line): Line => ({
  before,
  after: after.slice(firstOf(after).length),
});

const controlled = (line: Line, name: string): Line => {
  const { before, after } = line;
  switch (name) {
    case 'a':
      return { before: '', after: before + after };
    case 'b':
      return left(line);
    case 'd':
      return deleteRight(line);
    case 'e':
      return lineOf(before + after);
    case 'f':
      return right(line);
    case 'h':
      return { before: dropLast(before), after };
    case 'k':
      return { before, after: '' };
    case 'u':
      return { before: '', after };
    case 'w':
      return { before: dropWord(before), after };
    default:
      return line;
  }
};

/** The line after a key; one that means nothing here leaves it as it is. */
export function edit(line: Line, key: Key): Line {
  if (key.ctrl) return controlled(line, key.name);
  if (key.meta) return line;
  switch (key.name) {
    case 'left':
      return left(line);
    case 'right':
      return right(line);
    case 'home':
      return controlled(line, 'a');
    case 'end':
      return controlled(line, 'e');
    case 'backspace':
      return controlled(line, 'h');
    case 'delete':
      return deleteRight(line);
    default:
      return key.text === '' ? line : { before: line.before + key.text, after: line.after };
  }
}

/** Ctrl-D deletes to the right where there is something; on an empty line it leaves the question. */
export const isLeaving = (line: Line, key: Key): boolean => isCtrl(key, 'd') && textOf(line) === '';

const head = (text: string, columns: number): string => {
  let kept = '';
  for (const { segment } of graphemes.segment(text.slice(0, columns * 2))) {
    if (columnsOf(kept + segment) > columns) break;
    kept += segment;
  }
  return kept;
};

const tail = (text: string, columns: number): string => {
  let kept = '';
  for (const { segment } of [...graphemes.segment(text.slice(-columns * 2))].reverse()) {
    if (columnsOf(segment + kept) > columns) break;
    kept = segment + kept;
  }
  return kept;
};

/** As much of a line around its cursor as fits one row; a pasted 10 kB would else be drawn over the whole screen. */
export function windowOf(line: Line, columns: number): Line {
  const room = Math.max(4, columns);
  if (textOf(line).length <= room && columnsOf(textOf(line)) <= room) return line;
  const behind = head(line.after, Math.floor(room / 3));
  const before = tail(line.before, room - columnsOf(behind));
  return { before, after: head(line.after, room - columnsOf(before)) };
}
