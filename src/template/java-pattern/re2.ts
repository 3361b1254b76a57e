import { RE2JS } from 're2js';
import { all } from './code-points.ts';
import { sourceOf, type RegexSyntax } from './source.ts';
import { holds, nothing, partsOf, type Node } from './tree.ts';

/** No value is longer (CloudFormation takes 4,096 bytes), so a count beyond it is as good as none. */
export const longestValue = 4096;

/** RE2 counts no further than this at once. */
const countAtMost = 1000;

/** `total` rounds as counts of what RE2 takes. */
const rounds = (part: string, total: number, count: (rounds: number) => string): string =>
  `${part}${count(countAtMost)}`.repeat(Math.floor(total / countAtMost)) +
  (total % countAtMost === 0 ? '' : `${part}${count(total % countAtMost)}`);

const repeat: RegexSyntax['repeat'] = ({ least, most }, part) => {
  const needed = rounds(part, least, (count) => `{${count}}`);
  if (most >= longestValue) return least === 1 ? `${part}+` : `${needed}${part}*`;
  return `${needed}${rounds(part, most - least, (count) => `{0,${count}}`)}`;
};

const dialect: RegexSyntax = {
  point: (hex) => `\\x{${hex}}`,
  emptySet: '[^\\x{0}-\\x{10ffff}]',
  anchors: { begin: '\\A', end: '\\z', finalLineEnd: '\\z', boundary: '\\b', noBoundary: '\\B' },
  repeat,
  special: (node, write) => ('part' in node ? write(node.part) : ''),
};

const isBeyond = (node: Node): boolean =>
  ['atomic', 'look', 'reference'].includes(node.kind) ||
  (node.kind === 'repeat' && (node.mode === 'possessive' || node.least > longestValue));

/** About how many states RE2 makes of the tree; its time is these times the value's length. */
const statesOf = (node: Node): number => {
  const inner = partsOf(node).reduce((sum, part) => sum + statesOf(part), 1);
  if (node.kind !== 'repeat') return inner;
  return inner * (node.most < longestValue ? node.most : node.least + 1);
};

/** Keeps the compiling and matching of any pattern in the tenths of a second. */
const statesAtMost = 5000;

export type Judge = (value: string) => boolean;

const plain = (node: Node): Judge | undefined => {
  if (holds(node, isBeyond) || statesOf(node) > statesAtMost) return undefined;
  try {
    const compiled = RE2JS.compile(sourceOf(dialect, node));
    return (value) => compiled.matches(value);
  } catch {
    // RE2 limits what nested counts come to.
    return undefined;
  }
};

const anything: Node = {
  kind: 'repeat',
  part: { kind: 'one', set: all },
  least: 0,
  most: Infinity,
  mode: 'greedy',
};

type LookAround = Extract<Node, { kind: 'look' }>;

const condition = ({ part, ahead, negative }: LookAround): Judge | undefined => {
  const judge = re2Judge({ kind: 'sequence', parts: ahead ? [part, anything] : [anything, part] });
  return judge && ((value) => judge(value) !== negative);
};

const flat = (node: Node): readonly Node[] => {
  if (node.kind === 'capture') return flat(node.part);
  return node.kind === 'sequence' ? node.parts.flatMap(flat) : [node];
};

const isAhead = (node: Node | undefined): boolean => node?.kind === 'look' && node.ahead;
const isBehind = (node: Node | undefined): boolean => node?.kind === 'look' && !node.ahead;
const isBegin = (node: Node | undefined): boolean => node?.kind === 'anchor' && node.at === 'begin';
const isEnd = (node: Node | undefined): boolean =>
  node?.kind === 'anchor' && (node.at === 'end' || node.at === 'finalLineEnd');

/** Looks ahead from the very beginning and behind from the very end are conditions on the whole value. */
const sequenceJudge = (parts: readonly Node[]): Judge | undefined => {
  let from = 0;
  let to = parts.length;
  while (from < to && (isBegin(parts[from]) || isAhead(parts[from]))) from += 1;
  while (to > from && (isEnd(parts[to - 1]) || isBehind(parts[to - 1]))) to -= 1;
  const looks = [...parts.slice(0, from), ...parts.slice(to)].filter((part) => part.kind === 'look');
  const judges = [...looks.map(condition), plain({ kind: 'sequence', parts: parts.slice(from, to) })];
  const all = judges.filter((judge) => judge !== undefined);
  return all.length === judges.length ? (value) => all.every((judge) => judge(value)) : undefined;
};

/**
 * Judges whole values in time linear in their length; undefined where RE2 cannot express the tree. `$` is taken
 * for the very end, which it is for a value that ends with no line terminator.
 */
export function re2Judge(node: Node): Judge | undefined {
  const parts = flat(node);
  const [only = nothing] = parts;
  if (parts.length !== 1 || only.kind !== 'choice') return sequenceJudge(parts);
  const judges = only.parts.map(re2Judge);
  const all = judges.filter((judge) => judge !== undefined);
  return all.length === judges.length ? (value) => all.some((judge) => judge(value)) : undefined;
}
