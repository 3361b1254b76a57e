import { setMaxListeners } from 'node:events';
import { exitCodes, InstallError } from './errors.ts';

/** Every call under way listens to the signal; Node would take more than ten for a leak. */
const controller = (): AbortController => {
  const made = new AbortController();
  setMaxListeners(0, made.signal);
  return made;
};

/** Ctrl-C and its kin as a signal that can be renewed: after the menu's "watch on" a new Ctrl-C must count anew. */
export class Interrupts {
  #controller = controller();
  /**
   * True where leaving at once would lose something: a plan to take back, an operation to follow, and from their
   * beginning for commands that change something, which must not look done when they are not.
   */
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

/** The run was told to stop: what it has not judged yet is no verdict, and what it has not written is not written. */
export const stopped = (): InstallError =>
  new InstallError({
    code: 'interrupted',
    message: 'Stopped before the work was done.',
    hint: 'Repeat the command to go on.',
    exitCode: exitCodes.interrupted,
  });
