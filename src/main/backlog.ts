import type { Writable } from 'node:stream';
import type { Clock } from '../core/clock.ts';
import type { Ports } from '../core/ports.ts';
import type { Host } from './host.ts';

/** Bytes written that nobody has read yet, before whoever writes more waits. */
const limit = 2 ** 18;

/** One that is gone takes everything and keeps nothing. */
const lags = (stream: Writable): boolean => !stream.destroyed && stream.writableLength > limit;

/** Resolves once all that was written is read, or never will be, or nobody waits for it any more. */
const read = (stream: Writable, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const ends = ['drain', 'error', 'close'] as const;
    const done = (): void => {
      for (const end of ends) stream.off(end, done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    for (const end of ends) stream.on(end, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

/**
 * A pipe takes what it is given at once and keeps it in memory until it is read: the events of a large operation would
 * pile up there while a slow reader is at the first of them.
 */
export const backlog =
  ({ stdout, stderr }: Pick<Host, 'stdout' | 'stderr'>, clock: Pick<Clock, 'during'>): Ports['caughtUp'] =>
  (signal) => {
    const lagging = [stdout, stderr].find(lags);
    return lagging === undefined ? undefined : clock.during(read(lagging, signal));
  };
