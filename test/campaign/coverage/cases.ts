import { rows, type CoverageRow, type Served } from '../../coverage/rows.ts';

/** A part of what serves a row; a row is proved when its test fails without each of them alone. */
export interface Claim {
  readonly row: CoverageRow;
  readonly part: Served;
}

/** Claims that are judged by one run of the file that holds their rows. */
export interface Case {
  readonly name: string;
  readonly file: string;
  readonly claims: readonly Claim[];
}

export const fileOf = ({ heldBy }: CoverageRow): string => heldBy?.file ?? '';

export const wordsOf = ({ kind, name }: Served): string => `${kind} ${name}`;

export const claimText = ({ row, part }: Claim): string => `${row.what}: ${wordsOf(part)}`;

/** Each of its tests looks at one key or one step. */
const told = 'test/products/told.test.ts';

/**
 * Claims that go together without one's loss failing another's test: a test of a check looks at that check. Every other
 * claim is judged by itself.
 */
const caseOf = ({ row, part }: Claim): string => {
  const file = fileOf(row);
  if (file === told) return file;
  const together = part.kind === 'check' && row.servedBy.length === 1 && file.startsWith('test/checks/');
  return together ? `${file}, each of its checks` : `${file}, ${wordsOf(part)}`;
};

/** The rows that something serves, of those that have one of these words: a test file, or a part. */
export const servedRows = (words: readonly string[]): readonly CoverageRow[] =>
  rows.filter((row) => {
    const own = [fileOf(row), ...row.servedBy.map(wordsOf)].join(' ');
    return row.state === 'served' && words.some((one) => own.includes(one));
  });

/** All that is taken away, and what is run for it. */
export const casesOf = (served: readonly CoverageRow[]): readonly Case[] => {
  const claims = served.flatMap((row) => row.servedBy.map((part) => ({ row, part })));
  const names = [...new Set(claims.map(caseOf))];
  return names.map((name) => {
    const own = claims.filter((claim) => caseOf(claim) === name);
    return { name, file: own[0] === undefined ? '' : fileOf(own[0].row), claims: own };
  });
};
