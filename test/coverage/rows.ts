import { readFileSync } from 'node:fs';

/** What serves a row, as `kind name`: `check aws.account`, `quilt dns.0.names`. */
export interface Served {
  readonly kind: string;
  readonly name: string;
}

/** A line of `docs/coverage.md`: what a document asks for, what serves it, and the test that holds it. */
export interface CoverageRow {
  readonly documents: string;
  readonly what: string;
  /** None for what is not served. */
  readonly servedBy: readonly Served[];
  readonly state: 'served' | 'later' | 'not';
  /** What will serve it, or why nothing does; empty for what is served. */
  readonly later: string;
  readonly heldBy: { readonly file: string; readonly title: string } | undefined;
}

const page = readFileSync('docs/coverage.md', 'utf8');

const cellsOf = (line: string): readonly string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

const heldBy = (cell: string): CoverageRow['heldBy'] => {
  const [, file, title] = /^`([^`]+)`, “(.+)”$/.exec(cell) ?? [];
  return file === undefined || title === undefined ? undefined : { file, title };
};

const rowOf = ([documents = '', what = '', served = '', held = '']: readonly string[]): CoverageRow => {
  const [, state] = /^(later|not): \S/.exec(served) ?? [];
  return {
    documents,
    what,
    state: state === 'later' || state === 'not' ? state : 'served',
    later: state === undefined ? '' : served,
    servedBy:
      state === undefined
        ? [...served.matchAll(/(\S+) `([^`]+)`/g)].map(([, kind = '', name = '']) => ({ kind, name }))
        : [],
    heldBy: heldBy(held),
  };
};

const lines = page.split('\n');

/** The counts at the head of the page: document, served, later, not. */
export const counts: readonly (readonly string[])[] = lines
  .map((line) => /^\| ([A-Z]) \| [^|]+ \| (\d+) \| (\d+) \| (\d+) \|$/.exec(line)?.slice(1))
  .filter((found) => found !== undefined);

export const rows: readonly CoverageRow[] = lines
  .filter((line) => /^\| [A-Z]+ \|/.test(line))
  .map(cellsOf)
  .filter((cells) => cells.length === 4)
  .map(rowOf);
