import type { CodePoints } from './code-points.ts';

export type Anchor =
  | 'begin'
  /** `\z` */
  | 'end'
  /** `$` and `\Z`: at the end or before one final line terminator */
  | 'finalLineEnd'
  | 'boundary'
  | 'noBoundary';

export type Node =
  /** One code point of the set. */
  | { readonly kind: 'one'; readonly set: CodePoints }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly part: Node;
      readonly least: number;
      /** Infinity where there is none. */
      readonly most: number;
      readonly mode: 'greedy' | 'reluctant' | 'possessive';
    }
  | { readonly kind: 'capture'; readonly group: number; readonly part: Node }
  | { readonly kind: 'atomic'; readonly part: Node }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly part: Node }
  | { readonly kind: 'reference'; readonly group: number }
  | { readonly kind: 'anchor'; readonly at: Anchor };

export type Repeat = Extract<Node, { kind: 'repeat' }>;

export interface JavaPattern {
  readonly root: Node;
  /** Values that hold one of these mean different things to different Java releases. */
  readonly doubtful: CodePoints;
  /** `^` under MULTILINE: Java lets it fail on the empty value. */
  readonly doubtfulIfEmpty: boolean;
}

/** Thrown inside the reading of a pattern only: not valid in Java, differs by its release, or too rare to model. */
export class NotJudged extends Error {}

export const nothing: Node = { kind: 'sequence', parts: [] };

/** The nodes right below. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
    case 'choice':
      return node.parts;
    case 'repeat':
    case 'capture':
    case 'atomic':
    case 'look':
      return [node.part];
    case 'one':
    case 'reference':
    case 'anchor':
      return [];
  }
}

/** Whether the node or one beneath it is `wanted`. */
export const holds = (node: Node, wanted: (node: Node) => boolean): boolean =>
  wanted(node) || partsOf(node).some((part) => holds(part, wanted));

/** Whether the node can match without taking a character. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'one':
      return false;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'choice':
      return node.parts.some(canBeEmpty);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.part);
    case 'capture':
    case 'atomic':
      return canBeEmpty(node.part);
    case 'look':
    case 'reference':
    case 'anchor':
      return true;
  }
}
