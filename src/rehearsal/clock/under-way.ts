/** What keeps time from jumping: requests in flight and what the tool said it has under way. */
export class UnderWay {
  readonly #changed: () => void;
  #requests = 0;
  #works = 0;
  #waiting = 0;

  /** @param changed called after every change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** A request that is held back stands for the call behind it too: each takes one from both. */
  get any(): boolean {
    return this.#requests > this.#waiting || this.#works > this.#waiting;
  }

  begin(): void {
    this.#requests += 1;
    this.#changed();
  }

  end(): void {
    this.#requests -= 1;
    this.#changed();
  }

  readonly during = <T>(work: Promise<T>): Promise<T> => {
    this.#works += 1;
    return this.#until(work, () => (this.#works -= 1));
  };

  readonly waiting = <T>(pause: Promise<T>): Promise<T> => {
    this.#waiting += 1;
    return this.#until(pause, () => (this.#waiting -= 1));
  };

  #until<T>(promise: Promise<T>, ended: () => void): Promise<T> {
    this.#changed();
    const after = (): void => {
      ended();
      this.#changed();
    };
    void promise.then(after, after);
    return promise;
  }
}
