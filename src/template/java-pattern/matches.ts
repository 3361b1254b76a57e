import { codePointsOf, overlap } from './code-points.ts';
import { matchesInTime, toJavaScript } from './javascript.ts';
import { parse } from './parse.ts';
import { longestValue, re2Judge, type Judge } from './re2.ts';
import { holds, NotJudged, type JavaPattern, type Node } from './tree.ts';

/** Longer than any that a person wrote. */
const longestPattern = 4096;

interface PatternReading {
  readonly java: JavaPattern;
  /** Undefined where RE2 cannot express the pattern. */
  readonly re2: Judge | undefined;
}

const read = (pattern: string): PatternReading | undefined => {
  if (pattern.length > longestPattern) return undefined;
  try {
    const java = parse(pattern);
    return { java, re2: re2Judge(java.root) };
  } catch (error) {
    if (error instanceof NotJudged) return undefined;
    throw error;
  }
};

/** A question judges what is typed again and again, so patterns are read once; a served account sees templates without end. */
const readings = new Map<string, PatternReading | undefined>();
const readingsAtMost = 500;

const readingOf = (pattern: string): PatternReading | undefined => {
  if (readings.has(pattern)) return readings.get(pattern);
  if (readings.size >= readingsAtMost) readings.clear();
  const reading = read(pattern);
  readings.set(pattern, reading);
  return reading;
};

/** The pattern as a tree; undefined where it is left to CloudFormation. */
export const readPattern = (pattern: string): JavaPattern | undefined => readingOf(pattern)?.java;

const isDoubtful = ({ doubtful, doubtfulIfEmpty }: JavaPattern, value: string): boolean =>
  value.length > longestValue ||
  /\p{Surrogate}/u.test(value) ||
  (doubtfulIfEmpty && value === '') ||
  overlap(codePointsOf(value), doubtful);

const takesNothing = (node: Node): boolean =>
  !holds(node, (inner) => inner.kind === 'one' || inner.kind === 'reference');

/**
 * Whether every `$` and `\Z` has nothing after it that could take a final line terminator. Then, for a whole
 * value, each is the very end.
 */
const standsLast = (node: Node, last: boolean): boolean => {
  switch (node.kind) {
    case 'anchor':
      return last || node.at !== 'finalLineEnd';
    case 'sequence':
      return node.parts.every((part, at) =>
        standsLast(part, last && node.parts.slice(at + 1).every(takesNothing)),
      );
    case 'choice':
      return node.parts.every((part) => standsLast(part, last));
    case 'repeat':
      return standsLast(node.part, last && node.most <= 1);
    case 'capture':
    case 'atomic':
      return standsLast(node.part, last);
    case 'look':
      return standsLast(node.part, false);
    case 'one':
    case 'reference':
      return true;
  }
};

const terminated = /[\n\r\u0085\u2028\u2029]$/;

/** Whether a `$` may match before the value's end; only a look-ahead can say so. */
const needsLineEnd = (root: Node, value: string): boolean =>
  terminated.test(value) && !standsLast(root, true);

/**
 * Whether the whole value matches a java.util.regex pattern; undefined where that is left to CloudFormation:
 * a pattern that is not valid, one that Java's releases read differently for this value (which of them
 * CloudFormation runs is not documented), or one that takes too long. Patterns are untrusted text.
 */
export function matchesJavaPattern(pattern: string, value: string): boolean | undefined {
  const reading = readingOf(pattern);
  if (reading === undefined || isDoubtful(reading.java, value)) return undefined;
  const { java, re2 } = reading;
  if (re2 === undefined || needsLineEnd(java.root, value))
    return matchesInTime(toJavaScript(java.root), value);
  return re2(value);
}
