import { setMaxListeners } from 'node:events';
import { InstallError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/** Every call under way listens to the signal; Node would take more than ten for a leak. */
const controller = (): AbortController => {
  const made = new AbortController();
  setMaxListeners(0, made.signal);
  return made;
};

/** Ctrl-C and its kin as a signal that can be renewed: after the menu's "watch on" a new Ctrl-C must count anew. */
export class Interrupts {
  #controller = controller();
  #shielded = false;
  /** The signal that came while things were taken back. */
  #held: string | undefined;
  /**
   * True where leaving at once would lose something: a plan to take back, an operation to follow, and from their
   * beginning for commands that change something, which must not look done when they are not.
   */
  atStake = false;
  /** The command that picks an operation under way up again; set while one is followed. */
  resume: string | undefined;
  /** What was made and is to be taken back, in lines for who leaves before it is. */
  left: () => readonly string[] = () => [];
  /** Says the last lines of a run that ends at once. */
  parting: ((resume: string | undefined, left: readonly string[]) => void) | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @returns false if one is already pending: the caller then leaves at once. */
  interrupt(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE'): boolean {
    if (this.#controller.signal.aborted || this.#held !== undefined) {
      // A terminal that goes away says so more than once, to the leader of its session and to what is in front.
      if (name === 'SIGHUP') return true;
      this.parting?.(this.resume, this.left());
      return false;
    }
    if (this.#shielded) this.#held = name;
    else this.#controller.abort(name);
    return true;
  }

  /** Lets what takes things back run to its end: a first signal that comes meanwhile would stop its readings, so it counts afterwards. */
  async shield(work: () => Promise<void>): Promise<void> {
    this.#shielded = true;
    try {
      await work();
    } finally {
      this.#shielded = false;
      if (this.#held !== undefined) this.#controller.abort(this.#held);
      this.#held = undefined;
    }
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
