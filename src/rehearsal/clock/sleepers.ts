/** Whose sleep it is: the tool's, or something under way in the account. */
export type Side = 'tool' | 'account';

export interface Sleeper {
  readonly due: number;
  readonly side: Side;
  readonly wake: () => void;
}

/** Sleepers by due time; those due at the same moment wake in the order they came. */
export class Sleepers {
  readonly #list: Sleeper[] = [];
  readonly #count: Record<Side, number> = { tool: 0, account: 0 };

  add(sleeper: Sleeper): void {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.due ?? 0) <= sleeper.due) low = middle + 1;
      else high = middle;
    }
    this.#list.splice(low, 0, sleeper);
    this.#count[sleeper.side] += 1;
  }

  remove(sleeper: Sleeper): void {
    const at = this.#list.indexOf(sleeper);
    if (at < 0) return;
    this.#list.splice(at, 1);
    this.#count[sleeper.side] -= 1;
  }

  count(side: Side): number {
    return this.#count[side];
  }

  next(): Sleeper | undefined {
    return this.#list[0];
  }

  /** Removes and returns the first one that is due. */
  take(now: number): Sleeper | undefined {
    const first = this.#list[0];
    if (first === undefined || first.due > now) return undefined;
    this.remove(first);
    return first;
  }
}

/** A sleep that an abort ends at once. It never rejects. */
export const sleepIn = (
  sleepers: Sleepers,
  side: Side,
  due: number,
  signal: AbortSignal | undefined,
  changed: () => void,
): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const wake = (): void => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const sleeper: Sleeper = { due, side, wake };
    const abort = (): void => {
      sleepers.remove(sleeper);
      wake();
      changed();
    };
    signal?.addEventListener('abort', abort);
    sleepers.add(sleeper);
    changed();
  });
