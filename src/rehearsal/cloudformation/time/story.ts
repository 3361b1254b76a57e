/** What a story waits for: milliseconds of the account's time, or a signal. */
export type Wait = number | Signal<unknown>;

/** Something that takes the account's time, told from top to bottom: every `yield` lets time go by. */
export type Story<Result = void> = Generator<Wait, Result, void>;

/** Given once. Whoever waits for it goes on at that very moment, in the order of waiting. */
export class Signal<Value = void> {
  #given: { readonly value: Value } | undefined;
  readonly #listeners = new Set<() => void>();

  /** Only the first time counts. */
  give(value: Value): void {
    if (this.#given !== undefined) return;
    this.#given = { value };
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  *wait(): Story<Value> {
    if (this.#given === undefined) yield this;
    if (this.#given === undefined) throw new Error('a story went on before its signal was given');
    return this.#given.value;
  }

  /** @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** The outcome of a promise, for what has to be fetched from elsewhere. @throws what it was rejected with */
export function* outcomeOf<Value>(promise: Promise<Value>): Story<Value> {
  const arrived = new Signal<() => Value>();
  promise.then(
    (value) => arrived.give(() => value),
    (error: unknown) =>
      arrived.give(() => {
        throw error;
      }),
  );
  return (yield* arrived.wait())();
}

export interface Timer {
  cancel(): void;
}

/** A story under way. */
export class Task<Result = void> {
  readonly #ended = new Signal<Result>();
  readonly #story: Story<Result>;
  readonly #after: (ms: number, step: () => void) => Timer;
  #stopWaiting: (() => void) | undefined;
  #telling = false;
  #over = false;

  constructor(story: Story<Result>, after: (ms: number, step: () => void) => Timer) {
    this.#story = story;
    this.#after = after;
  }

  /** Tells the story up to its first wait. */
  begin(): void {
    this.#tell(() => this.#story.next());
  }

  /** What the story came to; never, when it is cancelled. */
  result(): Story<Result> {
    return this.#ended.wait();
  }

  /** Ends the story where it waits, without a word; only its `finally` blocks still run. */
  cancel(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopWaiting?.();
    // A story that cancels itself ends at its next wait.
    if (!this.#telling) this.#story.return(undefined as Result);
  }

  /** Throws into the story where it waits: it may turn to something else. */
  interrupt(error: Error): void {
    if (this.#over) return;
    this.#stopWaiting?.();
    this.#tell(() => this.#story.throw(error));
  }

  #tell(resume: () => IteratorResult<Wait, Result>): void {
    this.#stopWaiting = undefined;
    const step = this.#resumed(resume);
    if (step.done === true) {
      this.#over = true;
      this.#ended.give(step.value);
    } else if (this.#over) this.#story.return(undefined as Result);
    else this.#waitFor(step.value);
  }

  #resumed(resume: () => IteratorResult<Wait, Result>): IteratorResult<Wait, Result> {
    this.#telling = true;
    try {
      return resume();
    } catch (error) {
      this.#over = true;
      throw error;
    } finally {
      this.#telling = false;
    }
  }

  #waitFor(wait: Wait): void {
    const goOn = (): void => this.#tell(() => this.#story.next());
    if (typeof wait === 'number') {
      const timer = this.#after(wait, goOn);
      this.#stopWaiting = () => timer.cancel();
    } else this.#stopWaiting = wait.listen(goOn);
  }
}
