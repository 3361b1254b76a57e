import type { State } from './state.ts';
import { canBeEmpty, NotJudged, type Node, type Repeat } from './tree.ts';

type Bounds = Pick<Repeat, 'least' | 'most'>;

const counted = (state: State): Bounds => {
  const { scanner } = state;
  const least = scanner.takeWhile(/^\d$/, 9);
  const most = scanner.take(',') ? scanner.takeWhile(/^\d$/, 9) : least;
  if (least === '' || !scanner.take('}')) throw new NotJudged();
  const bounds = { least: Number(least), most: most === '' ? Infinity : Number(most) };
  if (bounds.most < bounds.least) throw new NotJudged();
  return bounds;
};

const bounds = (state: State): Bounds | undefined => {
  const { scanner } = state;
  if (scanner.take('*')) return { least: 0, most: Infinity };
  if (scanner.take('+')) return { least: 1, most: Infinity };
  if (scanner.take('?')) return { least: 0, most: 1 };
  return scanner.take('{') ? counted(state) : undefined;
};

const mode = (state: State): Repeat['mode'] => {
  if (state.flags.comments) state.scanner.skipComments();
  if (state.scanner.take('?')) return 'reluctant';
  return state.scanner.take('+') ? 'possessive' : 'greedy';
};

/**
 * Java holds each round of a possessive repetition to its first way; that is an atomic group around the
 * whole only where no earlier round is needed to reach the least count.
 */
const isAtomic = ({ part, least }: Repeat): boolean =>
  part.kind === 'one' || (least <= 1 && !canBeEmpty(part));

/** The piece with the quantifier that follows it, if one does. */
export function quantified(state: State, part: Node): Node {
  if (state.flags.comments) state.scanner.skipComments();
  const range = bounds(state);
  if (range === undefined) return part;
  const repeat: Repeat = { kind: 'repeat', part, ...range, mode: mode(state) };
  if (repeat.mode === 'possessive' && !isAtomic(repeat)) throw new NotJudged();
  return repeat;
}
