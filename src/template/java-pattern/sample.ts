import { all, complement, intersection, union, type CodePoints } from './code-points.ts';
import { readPattern } from './matches.ts';
import { predefined, posix } from './named-sets.ts';
import { longestValue } from './re2.ts';
import type { Node, Repeat } from './tree.ts';

export interface Sample {
  readonly text: string;
  /** How many bits of chance went into it; an upper bound where two ways lead to one text. */
  readonly bits: number;
}

export interface SampleOptions {
  /** Characters aimed at; a pattern that is longer or shorter by itself stays so. */
  readonly length: number;
  /** Characters to choose from where the pattern leaves a choice. */
  readonly alphabet: string;
  /** A random whole number below `limit`. */
  readonly random: (limit: number) => number;
}

/**
 * A random text along the pattern. Look-arounds, anchors and possessive repeats are walked past, so the text is to be
 * judged by `matchesJavaPattern`; undefined where the pattern is not one to be judged, or has a set without characters.
 */
export function sampleJavaPattern(pattern: string, options: SampleOptions): Sample | undefined {
  const java = readPattern(pattern);
  if (java === undefined || least(java.root) > longestValue) return undefined;
  const walk: Walk = {
    ...options,
    preferred: codePointsIn(options.alphabet),
    groups: new Map(),
    spare: Math.max(0, options.length - least(java.root)),
    bits: 0,
    steps: 0,
  };
  const text = write(java.root, walk);
  return text === undefined ? undefined : { text, bits: walk.bits };
}

interface Walk extends SampleOptions {
  readonly preferred: CodePoints;
  /** What capturing groups took, for back-references. */
  readonly groups: Map<number, string>;
  /** Characters that repeats may still add to what the pattern demands. */
  spare: number;
  bits: number;
  steps: number;
}

/** A template's pattern may repeat what takes no character as often as it likes. */
const mostSteps = 10_000;

const codePointsIn = (alphabet: string): CodePoints =>
  union(
    [...alphabet].map((character): [number, number] => [
      character.codePointAt(0) ?? 0,
      character.codePointAt(0) ?? 0,
    ]),
  );

/** Characters the node takes at least. */
const least = (node: Node): number => {
  switch (node.kind) {
    case 'one':
      return 1;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + least(part), 0);
    case 'choice':
      return Math.min(...node.parts.map(least));
    case 'repeat':
      return node.least * least(node.part);
    case 'capture':
    case 'atomic':
      return least(node.part);
    case 'look':
    case 'reference':
    case 'anchor':
      return 0;
  }
};

const write = (node: Node, walk: Walk): string | undefined => {
  switch (node.kind) {
    case 'one':
      return character(node.set, walk);
    case 'sequence':
      return joined(node.parts, walk);
    case 'choice':
      return write(node.parts[draw(node.parts.length, walk)] ?? node, walk);
    case 'repeat':
      return joined(Array<Node>(Math.min(times(node, walk), mostSteps)).fill(node.part), walk);
    case 'capture': {
      const text = write(node.part, walk);
      if (text !== undefined) walk.groups.set(node.group, text);
      return text;
    }
    case 'atomic':
      return write(node.part, walk);
    case 'reference':
      return walk.groups.get(node.group);
    case 'look':
    case 'anchor':
      return '';
  }
};

const joined = (parts: readonly Node[], walk: Walk): string | undefined => {
  let text = '';
  for (const part of parts) {
    walk.steps += 1;
    if (walk.steps > mostSteps) return undefined;
    const more = write(part, walk);
    if (more === undefined) return undefined;
    text += more;
  }
  return text;
};

const draw = (limit: number, walk: Walk): number => {
  walk.bits += Math.log2(limit);
  return walk.random(limit);
};

/** All that is spare half of the time, so that neither the first nor the last of several repeats always gets it. */
const times = ({ part, least: demanded, most }: Repeat, walk: Walk): number => {
  const size = Math.max(1, least(part));
  const possible = Math.min(most - demanded, Math.floor(walk.spare / size));
  const extra = walk.random(2) === 0 ? possible : walk.random(possible + 1);
  walk.spare -= extra * size;
  return demanded + extra;
};

const visible = posix.get('Graph') ?? [];
const space = predefined.get('s') ?? [];
/** Controls and halves of surrogate pairs are no characters to send. */
const sendable = complement(
  union(
    [
      [0x00, 0x1f],
      [0x7f, 0x9f],
    ],
    [[0xd800, 0xdfff]],
    space,
  ),
);

/** The first of these that the set has a character of. */
const character = (set: CodePoints, walk: Walk): string | undefined => {
  for (const wanted of [walk.preferred, visible, sendable, all]) {
    const open = intersection(set, wanted);
    const size = open.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    if (size === 0) continue;
    let at = draw(size, walk);
    for (const [from, to] of open) {
      if (at <= to - from) return String.fromCodePoint(from + at);
      at -= to - from + 1;
    }
  }
  return undefined;
};
