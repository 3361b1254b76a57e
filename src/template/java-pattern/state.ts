import { none, union, withBothCases, type CodePoints } from './code-points.ts';
import { Scanner } from './scanner.ts';
import { NotJudged } from './tree.ts';

export interface PatternFlags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly unixLines: boolean;
  readonly comments: boolean;
}

/** Deep enough for any template's pattern, and shallow enough for the stack. */
const deepest = 60;

/** What is known while a pattern is read from left to right. */
export class State {
  readonly scanner: Scanner;
  flags: PatternFlags = {
    ignoreCase: false,
    dotAll: false,
    multiline: false,
    unixLines: false,
    comments: false,
  };
  groups = 0;
  readonly names = new Map<string, number>();
  /** Groups that certainly took part in the match wherever the reading has come to. */
  certain: ReadonlySet<number> = new Set();
  doubtful: CodePoints = none;
  doubtfulIfEmpty = false;
  #depth = 0;

  constructor(pattern: string) {
    this.scanner = new Scanner(pattern);
  }

  doubt(points: CodePoints): void {
    this.doubtful = union(this.doubtful, points);
  }

  /** A set as the flags in force widen it. */
  cased(set: CodePoints): CodePoints {
    return this.flags.ignoreCase ? withBothCases(set) : set;
  }

  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) throw new NotJudged();
    const result = read();
    this.#depth -= 1;
    return result;
  }
}
