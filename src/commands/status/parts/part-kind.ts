import type { StatusInput, StatusLine } from '../line.ts';
import type { ReadMetric } from './metrics.ts';
import type { Part } from './part.ts';

/** What the lines of one kind of part are made from. */
export interface PartContext {
  readonly look: StatusInput;
  readonly all: readonly Part[];
  readonly metric: ReadMetric;
  /** Twelve digits. */
  readonly account: string;
}

/** How one kind of resource is looked at. */
export interface Kind {
  readonly kind: string;
  readonly types: readonly string[];
  readonly lines: (part: Part, around: PartContext) => Promise<readonly StatusLine[]>;
}
