import type { CheckEvent } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import { count } from '../text/format.ts';
import type { Style } from '../text/style.ts';
import { indented, pad } from '../text/wrap.ts';
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
    (fix) => indented(clean(fix), style.width, 6).map((line) => style.paint.dim(line)),
  );

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
