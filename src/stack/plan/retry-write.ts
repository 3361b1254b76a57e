import type { InstallError } from '../../core/errors.ts';
import type { Ports } from '../../core/ports.ts';
import { retryTransient } from '../retry.ts';

/** A write that may have arrived though its answer did not is tried again this long, milliseconds. */
const retryForMs = 600_000;
/** Before that, leaving would only be impatience: answers mostly come within a minute, milliseconds. */
const leaveAfterMs = 60_000;
/** Silence is broken at least every 30 seconds; a little earlier, so that it holds. */
const reportEveryMs = 25_000;

/** Why a write was no longer tried: its time was up, or a signal came. */
export interface Unanswered {
  readonly unanswered: 'time' | 'signal';
  /** The last fault that was met, if any call came back at all. */
  readonly cause?: InstallError;
}

interface RetryRequest {
  readonly call: () => Promise<void>;
  /** Told at the first fault and then at least every 30 seconds. @param ms since the beginning. */
  readonly onSilence: (ms: number, cause?: InstallError) => void;
}

/**
 * Makes a call that is safe to repeat until it succeeds, speaking while no answer comes. A signal is heeded after the
 * first minute only: leaving earlier would throw away an answer that is probably on its way.
 * @returns undefined once it succeeded.
 * @throws the call's own error, where that is not a passing fault
 */
export async function retryWrite(
  { call, onSilence }: RetryRequest,
  ports: Pick<Ports, 'clock' | 'signal'>,
): Promise<Unanswered | undefined> {
  const ended = new AbortController();
  const faults = new RetryFaults(onSilence, ports.clock);
  const unlessEnded = (): Promise<void> => (ended.signal.aborted ? Promise.resolve() : call());
  const work = retryTransient(
    unlessEnded,
    { clock: ports.clock, signal: ended.signal },
    { forMs: Infinity, onFault: (fault) => faults.add(fault) },
  );
  try {
    const unanswered = await Promise.race([work, waitForAnswer(faults, ports, ended.signal)]);
    return unanswered === undefined ? undefined : { unanswered, ...faults.last };
  } finally {
    ended.abort();
    // A call that is still under way when patience ends has nobody left to tell.
    work.catch(() => undefined);
  }
}

class RetryFaults {
  readonly #onSilence: RetryRequest['onSilence'];
  readonly #clock: Ports['clock'];
  readonly #begunAt: number;
  last: { readonly cause?: InstallError } = {};

  constructor(onSilence: RetryRequest['onSilence'], clock: Ports['clock']) {
    this.#onSilence = onSilence;
    this.#clock = clock;
    this.#begunAt = clock.now();
  }

  get ms(): number {
    return this.#clock.now() - this.#begunAt;
  }

  add(cause: InstallError): void {
    const first = !('cause' in this.last);
    this.last = { cause };
    if (first) this.report();
  }

  report(): void {
    this.#onSilence(this.ms, this.last.cause);
  }
}

/** Speaks in the silence; resolves when no more is to be waited for. */
async function waitForAnswer(
  faults: RetryFaults,
  { clock, signal }: Pick<Ports, 'clock' | 'signal'>,
  ended: AbortSignal,
): Promise<Unanswered['unanswered']> {
  while (!ended.aborted && faults.ms < retryForMs) {
    const early = faults.ms < leaveAfterMs;
    if (signal.aborted && !early) return 'signal';
    const wait = Math.min(reportEveryMs, (early ? leaveAfterMs : retryForMs) - faults.ms);
    await clock.sleep(wait, early ? ended : AbortSignal.any([ended, signal]));
    if (!ended.aborted && !(signal.aborted && faults.ms >= leaveAfterMs)) faults.report();
  }
  return 'time';
}
