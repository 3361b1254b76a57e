import { complement, intersection, none, pointOf, union, type CodePoints } from './code-points.ts';
import { readEscape, setOf, type Escape } from './escape.ts';
import type { State } from './state.ts';
import { NotJudged } from './tree.ts';

const member = (state: State): Escape => {
  const { scanner, flags } = state;
  const character = scanner.next();
  // Java skips white space and comments even here.
  if (flags.comments && /^[\t-\r #]$/.test(character)) throw new NotJudged();
  // Java reads `\v` as one character at the ends of a range.
  if (character === '\\' && scanner.peek().toLowerCase() === 'v' && scanner.peek(1) === '-')
    throw new NotJudged();
  return character === '\\' ? readEscape(state) : { point: pointOf(character) };
};

/** A hyphen makes a range of two characters unless the class ends right after it. */
const rangeFollows = (state: State, from: Escape): boolean =>
  'point' in from && state.scanner.peek() === '-' && state.scanner.peek(1) !== ']';

const range = (state: State, from: number): CodePoints => {
  state.scanner.next();
  if (state.scanner.peek() === '[') throw new NotJudged();
  const to = member(state);
  if (!('point' in to) || to.point < from) throw new NotJudged();
  return state.cased([[from, to.point]]);
};

const item = (state: State): CodePoints => {
  const from = member(state);
  return 'point' in from && rangeFollows(state, from) ? range(state, from.point) : setOf(state, from);
};

/**
 * Members and nested classes up to `]` or `&&`. `first`: whether this is the left side. On the right of an
 * `&&` Java drops nested classes that members follow, and a caret there is a character: neither is judged.
 */
const operand = (state: State, first: boolean): { set: CodePoints; nested: boolean } => {
  const { scanner } = state;
  let set = none;
  let nested = false;
  let empty = true;
  while (scanner.peek() !== ']' && !(scanner.peek() === '&' && scanner.peek(1) === '&')) {
    if (!first && ((empty && scanner.peek() === '^') || (nested && scanner.peek() !== '[')))
      throw new NotJudged();
    if (scanner.take('[')) {
      nested = true;
      set = union(
        set,
        state.nested(() => readClass(state)),
      );
    } else set = union(set, item(state));
    empty = false;
  }
  if (empty) throw new NotJudged();
  return { set, nested };
};

/**
 * A character class after its `[`: `[a-z]`, `[^a-z]`, the union `[a[bc]]`, the intersection `[a-z&&[^b]]`.
 * What a caret negates besides members changed with Java 9, and a bracket right after the opening is a
 * member to some releases: neither is judged.
 */
export function readClass(state: State): CodePoints {
  const { scanner } = state;
  const negated = scanner.take('^');
  if (scanner.peek() === ']') throw new NotJudged();
  let { set, nested } = operand(state, true);
  while (scanner.take('&&')) {
    if (scanner.peek() === '&') throw new NotJudged();
    nested = true;
    set = intersection(set, operand(state, false).set);
  }
  if (!scanner.take(']') || (negated && nested)) throw new NotJudged();
  return negated ? complement(set) : set;
}
