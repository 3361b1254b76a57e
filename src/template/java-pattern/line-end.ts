import { holds, type Node } from './tree.ts';

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
export const needsLineEnd = (root: Node, value: string): boolean =>
  terminated.test(value) && !standsLast(root, true);
