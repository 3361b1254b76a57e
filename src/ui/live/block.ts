import { isRollback, operationOf } from '../../core/stack-status.ts';
import { clean } from '../text/clean.ts';
import { estimatedDuration, measuredDuration } from '../../core/duration.ts';
import { elapsedNow, etaNow, inProgressNow, type Progress } from './progress.ts';
import { percentShown } from './percent-complete.ts';
import type { Style } from '../text/style.ts';
import { cut } from '../text/wrap.ts';

/** Which way the operation goes, where its status says so. */
const direction = ({ status }: Progress): string => {
  if (status === undefined) return '';
  if (isRollback(status)) return 'rolling back';
  return operationOf(status) === 'delete' ? 'deleting' : '';
};

const leftOf = (progress: Progress, now: number): string => {
  const seconds = etaNow(progress, now);
  if (seconds === undefined) return '';
  return seconds < 30 ? 'nearly done' : `about ${estimatedDuration(seconds)} left`;
};

/**
 * `33% · 14m10s · about 28 min left`, for the live block and for plain lines alike.
 * Where that is wider than `width`, the time that has passed goes.
 */
export function summaryOf(progress: Progress, now: number, { symbols }: Style, width = Infinity): string {
  const elapsed = elapsedNow(progress, now);
  const share = percentShown(progress);
  const parts = [
    direction(progress),
    share === undefined ? '' : `${share}%`,
    elapsed === undefined ? '' : measuredDuration(elapsed),
    leftOf(progress, now),
  ];
  const written = (shown: readonly string[]): string =>
    shown.filter((part) => part !== '').join(` ${symbols.dot} `);
  const whole = written(parts);
  if (whole === '') return 'under way';
  return whole.length <= width ? whole : written(parts.filter((_part, at) => at !== 2));
}

/** `Search (14m02s, usually 18 min)`, longest in progress first. */
export const busyParts = (progress: Progress, now: number): readonly string[] =>
  inProgressNow(progress, now).map(({ logicalId, seconds, usualSeconds }) => {
    const usual =
      usualSeconds === undefined || usualSeconds < 60 ? '' : `, usually ${estimatedDuration(usualSeconds)}`;
    return `${clean(logicalId)} (${measuredDuration(seconds)}${usual})`;
  });

const busyLines = (progress: Progress, now: number, room: number): readonly string[] => {
  const parts = busyParts(progress, now);
  const all = parts.length + (progress.moreInProgress ?? 0);
  const shown = all <= room ? parts : parts.slice(0, Math.max(0, room - 1));
  const more = all - shown.length;
  return [...shown.map((part) => `    ${part}`), ...(more > 0 ? [`    and ${more} more`] : [])];
};

const failureLines = (progress: Progress, style: Style, room: number): readonly string[] =>
  progress.failed
    .slice(0, room)
    .map(({ logicalId, reason }) =>
      style.paint.red(
        cut(
          `  ${style.symbols.fail} ${clean(logicalId)}  ${clean(reason ?? '')}`,
          style.width - 1,
          style.symbols.ellipsis,
        ),
      ),
    );

/**
 * The block at the foot of the screen. Every line is shorter than the screen is wide and the block lower than
 * it is high: one line more, and the terminal scrolls, and what was drawn can no longer be taken away.
 */
export function liveBlock(
  progress: Progress,
  view: {
    readonly style: Style;
    readonly rows: number;
    readonly now: number;
    readonly frame: number;
    readonly busy?: string;
  },
): readonly string[] {
  const { style, now } = view;
  const { paint, symbols } = style;
  const short = (line: string): string => cut(line, style.width - 1, symbols.ellipsis);
  const room = Math.max(2, Math.min(12, view.rows - 2));
  const spin = symbols.spinner[view.frame % symbols.spinner.length] ?? '';
  const failures = failureLines(progress, style, Math.min(3, Math.max(0, room - 3)));
  const trouble = [view.busy, progress.trouble].filter((line) => line !== undefined).map(clean);
  const left = room - 1 - failures.length - trouble.length;
  return [
    paint.cyan(short(`  ${spin} ${summaryOf(progress, now, style, style.width - 5)}`)),
    ...trouble.slice(0, room - 1).map((line) => paint.yellow(short(`  ${symbols.warn} ${line}`))),
    ...busyLines(progress, now, Math.max(0, left))
      .map((line) => paint.dim(short(line)))
      .slice(0, Math.max(0, left)),
    ...failures,
  ].slice(0, room);
}
