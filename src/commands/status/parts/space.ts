import type { Mark } from '../line.ts';

/** One thing seen of a part. */
export interface Judged {
  readonly mark: Mark;
  /** A few words of the line's value. */
  readonly text: string;
  readonly message?: string;
}

/** Tenths count while little is left. */
const figure = (gib: number): string => (gib < 10 ? gib.toFixed(1) : String(Math.round(gib)));

/** All in GiB. @param limits `full` says what too little means and what to do */
export function freeSpace(
  free: number,
  size: number,
  {
    failBelow,
    warnBelow,
    full,
  }: { readonly failBelow: number; readonly warnBelow: number; readonly full: string },
): Judged {
  const text = `${figure(free)} of ${size} GiB free`;
  if (free >= warnBelow) return { mark: 'ok', text };
  return free < failBelow
    ? { mark: 'fail', text, message: full }
    : { mark: 'warn', text, message: 'Space runs short.' };
}
