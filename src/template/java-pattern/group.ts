import type { PatternFlags, State } from './state.ts';
import { holds, NotJudged, type Node } from './tree.ts';

const flagOf: ReadonlyMap<string, keyof PatternFlags> = new Map([
  ['i', 'ignoreCase'],
  ['s', 'dotAll'],
  ['m', 'multiline'],
  ['d', 'unixLines'],
  ['x', 'comments'],
]);

/** `i`, `-s`, `im-sx`; Unicode case and classes (`u`, `U`) follow the Java release and are not judged. */
const readFlags = (state: State): PatternFlags => {
  const flags = { ...state.flags };
  const [on = '', off = '', more] = state.scanner.takeWhile(/^[a-zA-Z-]$/).split('-');
  if (more !== undefined) throw new NotJudged();
  for (const [letters, value] of [
    [on, true],
    [off, false],
  ] as const)
    for (const letter of letters) {
      const flag = flagOf.get(letter);
      if (flag === undefined) throw new NotJudged();
      flags[flag] = value;
    }
  return flags;
};

/**
 * Java wants an obvious length, takes lengths in UTF-16, and has had mistakes in nested ones: only
 * characters, counts of one character and alternatives of them are judged.
 */
const isPlainBehind = (node: Node): boolean =>
  !holds(node, (inner) => {
    if (inner.kind === 'repeat') return inner.part.kind !== 'one' || inner.most > 1000;
    return !['one', 'sequence', 'choice', 'capture'].includes(inner.kind);
  });

export type Inner = (state: State) => Node;

const look = (state: State, inner: Inner, ahead: boolean, negative: boolean): Node => {
  const before = state.certain;
  const part = inner(state);
  state.certain = before;
  if (!ahead) {
    if (!isPlainBehind(part)) throw new NotJudged();
    state.doubt([[0x10000, 0x10ffff]]);
  }
  return { kind: 'look', ahead, negative, part };
};

const capture = (state: State, inner: Inner, name?: string): Node => {
  state.groups += 1;
  const group = state.groups;
  if (name !== undefined) {
    if (state.names.has(name) || !/^[A-Za-z]/.test(name)) throw new NotJudged();
    state.names.set(name, group);
  }
  const part = inner(state);
  state.certain = new Set([...state.certain, group]);
  return { kind: 'capture', group, part };
};

const atomic = (state: State, inner: Inner): Node => {
  const before = state.certain;
  const part = inner(state);
  state.certain = before;
  return { kind: 'atomic', part };
};

const special = (state: State, inner: Inner): Node | undefined => {
  const { scanner } = state;
  if (scanner.take(':')) return inner(state);
  if (scanner.take('=')) return look(state, inner, true, false);
  if (scanner.take('!')) return look(state, inner, true, true);
  if (scanner.take('<=')) return look(state, inner, false, false);
  if (scanner.take('<!')) return look(state, inner, false, true);
  if (scanner.take('>')) return atomic(state, inner);
  if (scanner.take('<')) return capture(state, inner, scanner.takeUntil('>', /^[0-9A-Za-z]$/));
  const flags = readFlags(state);
  if (scanner.take(')')) {
    state.flags = flags;
    return undefined;
  }
  if (!scanner.take(':')) throw new NotJudged();
  state.flags = flags;
  return inner(state);
};

/** A group after its `(`, its flags ending with it; undefined for `(?i)`, which sets flags for the rest of the group around it. */
export function readGroup(state: State, alternatives: Inner): Node | undefined {
  const { flags, scanner } = state;
  // Java lets white space part `(` from `?` here.
  if (flags.comments && /^[\t-\r #]$/.test(scanner.peek())) throw new NotJudged();
  const inner: Inner = () => {
    const node = state.nested(() => alternatives(state));
    if (!scanner.take(')')) throw new NotJudged();
    state.flags = flags;
    return node;
  };
  return scanner.take('?') ? special(state, inner) : capture(state, inner);
}
