import type { CheckEvent } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import { count } from '../text/format.ts';
import type { Style } from '../text/style.ts';
import { columnsOf, indented, pad } from '../text/wrap.ts';
import { checkDetail, marked, tally } from './check.ts';

/** What does not apply to this template or stack is not worth a line; what a flag would let us judge is. */
const applies = (check: CheckEvent): boolean => check.status !== 'skipped' || check.fix !== undefined;

const worstFirst = ['fail', 'warn', 'unknown', 'pass', 'ignored', 'skipped'] as const;

const passing = (checks: readonly CheckEvent[]): number =>
  checks.filter(({ status }) => status === 'pass').length;

const many = (checks: readonly CheckEvent[], status: CheckEvent['status']): number =>
  checks.filter((check) => check.status === status).length;

const countOf = (checks: readonly CheckEvent[]): string => {
  const [passed, skipped, ignored] = [passing(checks), many(checks, 'skipped'), many(checks, 'ignored')];
  const judged = checks.length - skipped - ignored;
  return [
    ...(judged === 0 ? [] : [passed === judged ? count(judged, 'check') : `${passed} of ${judged} pass`]),
    ...(skipped === 0 ? [] : [`${skipped} not judged`]),
    ...(ignored === 0 ? [] : [`${ignored} ignored`]),
  ].join(', ');
};

/** Skipped for want of the same flag: said once. */
const unjudged = (checks: readonly CheckEvent[], style: Style): readonly string[] =>
  [...new Set(checks.filter(({ status }) => status === 'skipped').map(({ fix }) => fix ?? ''))].flatMap(
    (fix) => indented(clean(fix), style.width, 6),
  );

/** Whether there is nothing to say of a category but its count. */
export const allPass = (all: readonly CheckEvent[]): boolean =>
  all.filter(applies).every(({ status }) => status === 'pass');

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** Categories of which there is nothing to say, as many side by side as fit: what follows them is what is decided on. */
export function fineLines(categories: readonly (readonly CheckEvent[])[], style: Style): readonly string[] {
  const cells = categories.flatMap((all) => {
    const checks = all.filter(applies);
    return checks.map(({ category }) => ({ name: clean(category), counted: countOf(checks) })).slice(0, 1);
  });
  const widest = Math.max(12, ...cells.map(({ name }) => columnsOf(name)));
  const column = widest + 4 + Math.max(0, ...cells.map(({ counted }) => columnsOf(counted)));
  const mark = marked('pass', style);
  // Where no screen breaks lines, each is read, or looked for, by itself.
  const fitting = Number.isFinite(style.width) ? Math.floor(style.width / (column + 2)) : 1;
  return chunks(cells, Math.max(1, fitting)).map((row) =>
    row
      .map(({ name, counted }, at) => {
        const padded = at < row.length - 1 ? pad(counted, column - widest - 4) : counted;
        return `  ${mark} ${pad(name, widest)}  ${style.paint.dim(padded)}`;
      })
      .join(''),
  );
}

/** A category in a line with its count, and under it in full whatever is not a pass. */
export function categoryLines(all: readonly CheckEvent[], style: Style): readonly string[] {
  const checks = all.filter(applies);
  const status = worstFirst.find((one) => checks.some((check) => check.status === one));
  const [first] = checks;
  if (status === undefined || first === undefined) return [];
  return [
    `  ${marked(status, style)} ${pad(clean(first.category), 12)}  ${style.paint.dim(countOf(checks))}`,
    ...checks
      .filter((check) => check.status !== 'pass' && check.status !== 'skipped')
      .flatMap((check) => checkDetail(check, style)),
    ...unjudged(checks, style),
  ];
}

/** What a round of checks comes to; of a second one, what it changed is told above. */
export function briefSummary(all: readonly CheckEvent[], changed: number, style: Style): readonly string[] {
  const checks = all.filter(applies);
  const fine = checks.every(({ status }) => status === 'pass' || status === 'skipped');
  if (checks.length === 0 || (fine && changed > 0)) return [];
  const same = changed === 0 ? 'Nothing has changed. ' : '';
  return indented(`${same}${count(checks.length, 'check')}: ${tally(checks)}`, style.width, 4, 2);
}
