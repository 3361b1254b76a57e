import { setMaxListeners } from 'node:events';

/** Every call under way listens to the signal; Node would take more than ten for a leak. */
const controller = (): AbortController => {
  const made = new AbortController();
  setMaxListeners(0, made.signal);
  return made;
};

/** Ctrl-C and its kin as a signal that can be renewed: after the menu's "watch on" a new Ctrl-C must count anew. */
export class Interrupts {
  #controller = controller();
  /** True once there is something that leaving at once would lose: a plan to take back, an operation to follow. */
  atStake = false;
  /** The command that picks an operation under way up again; set while one is followed. */
  resume: string | undefined;
  /** Says the last line of a run that ends at once. */
  parting: ((resume: string | undefined) => void) | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @returns false if one is already pending: the caller then leaves at once. */
  interrupt(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE'): boolean {
    if (this.#controller.signal.aborted) {
      this.parting?.(this.resume);
      return false;
    }
    this.#controller.abort(name);
    return true;
  }

  renew(): AbortSignal {
    if (this.#controller.signal.aborted) this.#controller = controller();
    return this.#controller.signal;
  }
}

export const interruptedBy = (signal: AbortSignal): string | undefined =>
  signal.aborted ? String(signal.reason) : undefined;
