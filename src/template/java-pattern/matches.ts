import { codePointsOf, overlap } from './code-points.ts';
import { matchesInTime, toJavaScript } from './javascript.ts';
import { parse } from './parse.ts';
import { longestValue, re2Judge, type Judge } from './re2.ts';
import { holds, NotJudged, type JavaPattern } from './tree.ts';

/** Longer than any that a person wrote. */
const longestPattern = 4096;

const readings = new Map<string, JavaPattern | undefined>();
const judges = new Map<JavaPattern, Judge | undefined>();

const read = (pattern: string): JavaPattern | undefined => {
  try {
    return pattern.length > longestPattern ? undefined : parse(pattern);
  } catch (error) {
    if (error instanceof NotJudged) return undefined;
    throw error;
  }
};

const kept = <Key, Value>(memo: Map<Key, Value>, key: Key, make: () => Value): Value => {
  if (!memo.has(key)) memo.set(key, make());
  return memo.get(key) as Value;
};

const endsWithLine = /[\n\r\u0085\u2028\u2029]$/;

const isDoubtful = ({ doubtful, doubtfulIfEmpty }: JavaPattern, value: string): boolean =>
  value.length > longestValue ||
  /\p{Surrogate}/u.test(value) ||
  (doubtfulIfEmpty && value === '') ||
  overlap(codePointsOf(value), doubtful);

/** `$` before a final line terminator takes a look-ahead, which RE2 has not. */
const needsLook = ({ root }: JavaPattern, value: string): boolean =>
  endsWithLine.test(value) && holds(root, (node) => node.kind === 'anchor' && node.at === 'finalLineEnd');

/**
 * Whether the whole value matches a java.util.regex pattern; undefined where that is left to CloudFormation:
 * a pattern that is not valid, one that Java's releases read differently for this value (which of them
 * CloudFormation runs is not documented), or one that takes too long. Patterns are untrusted text.
 */
export const matchesJavaPattern = (pattern: string, value: string): boolean | undefined => {
  const tree = kept(readings, pattern, () => read(pattern));
  if (tree === undefined || isDoubtful(tree, value)) return undefined;
  const judge = needsLook(tree, value) ? undefined : kept(judges, tree, () => re2Judge(tree.root));
  return judge === undefined ? matchesInTime(toJavaScript(tree.root), value) : judge(value);
};
