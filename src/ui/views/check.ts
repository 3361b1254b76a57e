import type { CheckEvent } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import { count } from '../text/format.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';

type Status = CheckEvent['status'];

export function marked(status: Status, { symbols, paint }: Style): string {
  switch (status) {
    case 'pass':
      return paint.green(symbols.pass);
    case 'fail':
      return paint.red(symbols.fail);
    case 'warn':
      return paint.yellow(symbols.warn);
    case 'unknown':
      return paint.yellow(symbols.unknown);
    case 'skipped':
    case 'ignored':
      return paint.dim(symbols.skipped);
  }
}

const evidenceOf = (check: CheckEvent): string =>
  [
    check.status === 'ignored' ? 'ignored:' : '',
    clean(check.message ?? (check.status === 'ignored' ? 'as asked' : '')),
  ]
    .filter((part) => part !== '')
    .join(' ');

/** Under × what was found is what a person looks for; under √ it is there to be looked up. */
const evidencePaint = (status: Status, { paint }: Style): ((text: string) => string) =>
  status === 'fail' ? paint.bold : status === 'warn' || status === 'unknown' ? paint.reset : paint.dim;

// Evidence stands in a column of its own where the terminal is wide enough, else under the title.
const titleLines = (check: CheckEvent, style: Style): readonly string[] => {
  const { width } = style;
  const brightness = evidencePaint(check.status, style);
  const title = clean(check.title);
  const evidence = evidenceOf(check);
  const head = `  ${marked(check.status, style)} `;
  const column = Math.max(width >= 120 ? 56 : 40, columnsOf(title));
  if (evidence === '') return indented(title, width, 4, 0).map((line, at) => (at === 0 ? head + line : line));
  if (4 + column + 2 + columnsOf(evidence) <= width)
    return [`${head}${pad(title, column)}  ${brightness(evidence)}`];
  const titles = indented(title, width, 4, 0).map((line, at) => (at === 0 ? head + line : line));
  return [...titles, ...indented(evidence, width, 6).map((line) => brightness(line))];
};

const wantsRemedy = (status: Status): boolean =>
  status === 'fail' || status === 'warn' || status === 'unknown';

const remedyLines = (check: CheckEvent, style: Style, indent: number): readonly string[] => [
  ...((wantsRemedy(check.status) || check.status === 'skipped') && check.fix !== undefined
    ? indented(clean(check.fix), style.width, indent)
    : []),
  ...(check.status === 'fail' || check.status === 'warn'
    ? [style.paint.dim(`${' '.repeat(indent)}${clean(check.docs)}`)]
    : []),
];

export const checkLines = (check: CheckEvent, style: Style): readonly string[] => [
  ...titleLines(check, style),
  ...remedyLines(check, style, 6),
];

/** One check under its category: the title, what was found, what to do, where to read. */
export const checkDetail = (check: CheckEvent, style: Style): readonly string[] => [
  ...indented(`${marked(check.status, style)} ${clean(check.title)}`, style.width, 6, 4),
  ...indented(evidenceOf(check), style.width, 6)
    .filter((line) => line.trim() !== '')
    .map((line) => evidencePaint(check.status, style)(line)),
  ...remedyLines(check, style, 6),
];

const words: readonly (readonly [Status, string, string?])[] = [
  ['pass', 'passed', 'passed'],
  ['fail', 'failed', 'failed'],
  ['warn', 'warning'],
  ['unknown', 'unknown', 'unknown'],
  ['skipped', 'skipped', 'skipped'],
  ['ignored', 'ignored', 'ignored'],
];

export const tally = (checks: readonly CheckEvent[]): string =>
  words
    .map(
      ([status, one, many]) => [checks.filter((check) => check.status === status).length, one, many] as const,
    )
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => count(number, one, many))
    .join(', ');

const problemLine = (check: CheckEvent, style: Style): readonly string[] => {
  const [first = '', ...rest] = indented(
    [check.id, clean(check.message ?? check.title)].join('  '),
    style.width,
    6,
    0,
  );
  return [`  ${marked(check.status, style)} ${first}`, ...rest];
};

/** The count, and after a long list the problems once more, fit for pasting into a ticket. */
export function checkSummary(checks: readonly CheckEvent[], style: Style): readonly string[] {
  const problems = checks.filter((check) => wantsRemedy(check.status));
  const repeat = checks.length > 8 && problems.length > 0;
  return [
    ...indented(`${count(checks.length, 'check')}: ${tally(checks)}`, style.width, 4, 2),
    ...(repeat ? problems.flatMap((check) => problemLine(check, style)) : []),
  ];
}
