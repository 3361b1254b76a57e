import { createContext, Script, type Context } from 'node:vm';
import { sourceOf, type RegexSyntax } from './source.ts';
import { holds, type Node } from './tree.ts';

const finalLineEnd = '(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u{85}\\u{2028}\\u{2029}])?$)';

const countText = (least: number, most: number): string => `{${least},${most === Infinity ? '' : most}}`;

const lookText = (ahead: boolean, negative: boolean): string => `?${ahead ? '' : '<'}${negative ? '!' : '='}`;

/** JavaScript has no atomic groups, but a look-ahead is one: what it found is then taken by reference. */
const dialectOf = (root: Node): RegexSyntax => {
  let atomics = 0;
  const atomic = (part: string): string => {
    atomics += 1;
    return `(?:(?=(?<a${atomics}>${part}))\\k<a${atomics}>)`;
  };
  return {
    point: (hex) => `\\u{${hex}}`,
    emptySet: '[]',
    anchors: { begin: '^', end: '$', finalLineEnd, boundary: '\\b', noBoundary: '\\B' },
    repeat: ({ least, most, mode }, part) => {
      const counted = `${part}${countText(least, most)}`;
      if (mode === 'possessive') return atomic(counted);
      return mode === 'reluctant' ? `${counted}?` : counted;
    },
    special: (node, write) => {
      switch (node.kind) {
        case 'atomic':
          return atomic(write(node.part));
        case 'look':
          return `(?:(${lookText(node.ahead, node.negative)}${write(node.part)}))`;
        case 'reference':
          return `\\k<g${node.group}>`;
        case 'capture':
          return holds(root, (other) => other.kind === 'reference' && other.group === node.group)
            ? `(?<g${node.group}>${write(node.part)})`
            : write(node.part);
      }
    },
  };
};

/** A tree as JavaScript source (flag `u`) that accepts the same whole values. */
export const toJavaScript = (root: Node): string => `^${sourceOf(dialectOf(root), root)}$`;

/** Milliseconds after which a pattern is left to CloudFormation: templates may hold one that never ends. */
const patience = 150;

/** Compiling may fail or explode as well, so it happens under the same time limit. */
const script = new Script("new RegExp(source, 'u').test(value)");

/** Only a script run in a context of its own can be stopped; making one costs milliseconds, so it is kept. */
let context: Context | undefined;

/** Sources that ran out of time once would do so again; a template full of them may not cost minutes. */
const slow = new Set<string>();
const slowAtMost = 20;

/** Whether the source matches the value; undefined when that took too long. */
export function matchesInTime(source: string, value: string): boolean | undefined {
  if (slow.has(source) || slow.size >= slowAtMost) return undefined;
  context ??= createContext(Object.create(null) as Context);
  Object.assign(context, { source, value });
  try {
    return script.runInContext(context, { timeout: patience }) === true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') slow.add(source);
    return undefined;
  }
}
