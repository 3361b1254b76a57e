import type { CodePoints } from './code-points.ts';
import type { Anchor, Node, Repeat } from './tree.ts';

type Special = Extract<Node, { kind: 'atomic' | 'look' | 'reference' | 'capture' }>;

/** How an engine writes what engines write differently; everything else is common to all. */
export interface RegexSyntax {
  readonly point: (hex: string) => string;
  readonly emptySet: string;
  readonly anchors: Readonly<Record<Anchor, string>>;
  readonly repeat: (node: Repeat, part: string) => string;
  readonly special: (node: Special, write: (part: Node) => string) => string;
}

const set = (dialect: RegexSyntax, points: CodePoints): string => {
  if (points.length === 0) return dialect.emptySet;
  const hex = (point: number): string => dialect.point(point.toString(16));
  return `[${points.map(([from, to]) => (from === to ? hex(from) : `${hex(from)}-${hex(to)}`)).join('')}]`;
};

/** A tree as an engine's source: every piece stands alone, so a quantifier may follow it. */
export function sourceOf(dialect: RegexSyntax, node: Node): string {
  const write = (part: Node): string => sourceOf(dialect, part);
  switch (node.kind) {
    case 'one':
      return set(dialect, node.set);
    case 'sequence':
      return `(?:${node.parts.map(write).join('')})`;
    case 'choice':
      return `(?:${node.parts.map(write).join('|')})`;
    case 'repeat':
      return `(?:${dialect.repeat(node, write(node.part))})`;
    case 'anchor':
      return `(?:${dialect.anchors[node.at]})`;
    case 'capture':
    case 'atomic':
    case 'look':
    case 'reference':
      return dialect.special(node, write);
  }
}
