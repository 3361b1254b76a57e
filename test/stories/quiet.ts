import { vi } from 'vitest';

/** Turns of the event loop in which nobody asks anything: whoever is awake has had its say long before. */
const enough = 40;

/** In place of a timer: acts once the loop has turned often enough, however slow the machine is. */
class Quiet {
  #pending: NodeJS.Immediate | undefined;

  constructor(act: () => void) {
    this.#wait(act, enough);
  }

  #wait(act: () => void, left: number): void {
    this.#pending = setImmediate(() => (left === 0 ? act() : this.#wait(act, left - 1)));
  }

  cancel(): void {
    clearImmediate(this.#pending);
  }
}

/** The pause that the clock of `--speed max` leaves in real time before it jumps. */
const isGrace = (act: unknown): act is () => void =>
  typeof act === 'function' && String(act).includes('#jump()');

/**
 * `--speed max` takes a tool for idle that asked nothing for 20 ms of real time, so that on a busy machine time runs
 * on while it thinks, and no two runs are alike. Here a tool is idle once the loop turns and it still does nothing.
 * Where the clock leaves no such pause, this does nothing.
 */
export const countTurnsForTime = (): void => {
  const { setTimeout: later, clearTimeout: forget } = globalThis;
  vi.stubGlobal(
    'setTimeout',
    Object.assign(
      (act: () => void, ms?: number, ...given: []) =>
        isGrace(act) ? new Quiet(act) : later(act, ms, ...given),
      later,
    ),
  );
  vi.stubGlobal('clearTimeout', (timer: NodeJS.Timeout | Quiet | undefined) =>
    timer instanceof Quiet ? timer.cancel() : forget(timer),
  );
};
