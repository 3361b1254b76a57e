import { readClass } from './character-class.ts';
import { complement, lastCodePoint, pointOf, all, type CodePoints } from './code-points.ts';
import { readEscape, setOf } from './escape.ts';
import { readGroup } from './group.ts';
import { lineTerminators, vertical } from './named-sets.ts';
import { quantified } from './quantifier.ts';
import { State } from './state.ts';
import { canBeEmpty, holds, NotJudged, nothing, type Anchor, type JavaPattern, type Node } from './tree.ts';

const one = (set: CodePoints): Node => ({ kind: 'one', set });
const anchor = (at: Anchor): Node => ({ kind: 'anchor', at });

/** What differs only for values with several lines is judged for values of one. */
const lineAnchor = (state: State, at: 'begin' | 'finalLineEnd'): Node => {
  const { multiline, unixLines } = state.flags;
  if (multiline || (unixLines && at === 'finalLineEnd')) state.doubt(lineTerminators);
  if (multiline) state.doubtfulIfEmpty = true;
  return anchor(at);
};

const boundary = (state: State, at: 'boundary' | 'noBoundary'): Node => {
  // `\b{g}`, of Java 9.
  if (state.scanner.peek() === '{') throw new NotJudged();
  // Until Java 19 every letter of Unicode is a word's.
  state.doubt([[0x80, lastCodePoint]]);
  return anchor(at);
};

/** Java 8 never gives back the second half of `\r\n`; without one there is no difference. */
const lineBreak = (state: State): Node => {
  state.doubt([[0x0d, 0x0d]]);
  return one(vertical);
};

/** A number takes more digits for as long as there are that many groups already. */
const numberedReference = (state: State): number => {
  let group = Number(state.scanner.next());
  while (/^\d$/.test(state.scanner.peek())) {
    const longer = group * 10 + Number(state.scanner.peek());
    if (longer > state.groups) break;
    group = longer;
    state.scanner.next();
  }
  return group;
};

/** A group that took no part fails its reference in Java and matches nothing in JavaScript. */
const reference = (state: State, group: number | undefined): Node => {
  if (group === undefined || !state.certain.has(group) || state.flags.ignoreCase) throw new NotJudged();
  return { kind: 'reference', group };
};

const escape = (state: State): Node => {
  const { scanner } = state;
  // With the anchoring bounds of a whole match, `\G` (the end of the last match) is the beginning.
  if (scanner.take('A') || scanner.take('G')) return anchor('begin');
  if (scanner.take('z')) return anchor('end');
  if (scanner.take('Z')) return lineAnchor(state, 'finalLineEnd');
  if (scanner.take('b')) return boundary(state, 'boundary');
  if (scanner.take('B')) return boundary(state, 'noBoundary');
  if (scanner.take('R')) return lineBreak(state);
  if (scanner.take('k<')) return reference(state, state.names.get(scanner.takeUntil('>', /^[0-9A-Za-z]$/)));
  if (/^[1-9]$/.test(scanner.peek())) return reference(state, numberedReference(state));
  return one(setOf(state, readEscape(state)));
};

const dot = ({ flags }: State): CodePoints => {
  if (flags.dotAll) return all;
  return complement(flags.unixLines ? [[0x0a, 0x0a]] : lineTerminators);
};

/** Undefined for what only sets flags. */
const piece = (state: State): Node | undefined => {
  const character = state.scanner.next();
  switch (character) {
    case '(':
      return readGroup(state, alternatives);
    case '[':
      return one(readClass(state));
    case '\\':
      return escape(state);
    case '.':
      return one(dot(state));
    case '^':
      return lineAnchor(state, 'begin');
    case '$':
      return lineAnchor(state, 'finalLineEnd');
    case '*':
    case '+':
    case '?':
    case '{':
      throw new NotJudged();
    default:
      return one(setOf(state, { point: pointOf(character) }));
  }
};

const sequence = (state: State): Node => {
  const parts: Node[] = [];
  for (;;) {
    if (state.flags.comments) state.scanner.skipComments();
    if (['', '|', ')'].includes(state.scanner.peek())) break;
    const { certain } = state;
    const part = piece(state);
    if (part === undefined) continue;
    const whole = quantified(state, part);
    if (whole !== part) state.certain = certain;
    parts.push(whole);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts };
};

const alternatives = (state: State): Node => {
  const { certain } = state;
  const first = sequence(state);
  if (state.scanner.peek() !== '|') return first;
  const parts = [first];
  while (state.scanner.take('|')) {
    state.certain = certain;
    parts.push(sequence(state));
  }
  state.certain = certain;
  return { kind: 'choice', parts };
};

const holdsToFirstWay = (node: Node): boolean =>
  node.kind === 'atomic' || (node.kind === 'repeat' && node.mode === 'possessive');

/** Which way is the first depends on how an engine leaves a loop whose round took nothing. */
const hasEmptyRounds = (node: Node): boolean =>
  node.kind === 'repeat' && node.most > 1 && canBeEmpty(node.part);

/** A java.util.regex pattern as a tree; throws NotJudged where Java refuses it or its releases disagree. */
export function parse(pattern: string): JavaPattern {
  const state = new State(pattern);
  const root = pattern === '' ? nothing : alternatives(state);
  if (!state.scanner.done) throw new NotJudged();
  if (holds(root, holdsToFirstWay) && holds(root, hasEmptyRounds)) throw new NotJudged();
  return { root, doubtful: state.doubtful, doubtfulIfEmpty: state.doubtfulIfEmpty };
}
