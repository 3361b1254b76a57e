import type { Clock } from '../../../core/clock.ts';
import { drawing, type RandomSource } from '../../account/random-source.ts';
import { Identifiers } from '../model/identifiers.ts';
import { Task, type Story, type Timer } from './story.ts';

interface TimelineEntry {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * The engine's agenda on one clock. Steps run in order of their due time and see that time as `now`, so event
 * times are exact however late a real timer fires and however far the clock jumps.
 */
export class Timeline {
  readonly #clock: Clock;
  readonly #scale: number;
  readonly #chance: RandomSource;
  readonly #agenda: TimelineEntry[] = [];
  #order = 0;
  #current: number | undefined;
  #waking: AbortController | undefined;
  #wakeAt: number | undefined;
  #closed = false;

  /**
   * @param scale what the waits of stories are multiplied with: the same story, told in less of the account's time
   * @param chance of what a step makes up, whoever happens to set it going
   */
  constructor(
    clock: Clock,
    {
      scale = 1,
      chance = new Identifiers(),
    }: { readonly scale?: number; readonly chance?: RandomSource } = {},
  ) {
    this.#clock = clock;
    this.#scale = scale;
    this.#chance = chance;
  }

  /** Milliseconds since 1970: the due time of the step that runs, else the clock's. */
  now(): number {
    return this.#current ?? Math.round(this.#clock.now());
  }

  /** Runs `step` once, `ms` of clock time from now. */
  after(ms: number, step: () => void): Timer {
    const entry: TimelineEntry = {
      due: this.now() + Math.max(0, Math.round(ms)),
      order: this.#order++,
      run: step,
    };
    insert(this.#agenda, entry);
    this.#arm();
    return { cancel: () => this.#forget(entry) };
  }

  /** A story that has yet to begin. */
  prepare<Result>(story: Story<Result>): Task<Result> {
    return new Task(story, (ms, step) => this.after(ms * this.#scale, step));
  }

  /** Begins a story at once; it goes on by itself. */
  run<Result>(story: Story<Result>): Task<Result> {
    const task = this.prepare(story);
    task.begin();
    return task;
  }

  /** Runs everything that is due by the clock; reads call it first, so that they never see the past. */
  catchUp(): void {
    if (this.#current !== undefined) return;
    const until = Math.round(this.#clock.now());
    try {
      for (let step = this.#agenda[0]; step !== undefined && step.due <= until; step = this.#agenda[0]) {
        this.#agenda.shift();
        this.#current = step.due;
        drawing(this.#chance, step.run);
      }
    } finally {
      this.#current = undefined;
      this.#arm();
    }
  }

  /**
   * Lets something happen in the past, from `start` (milliseconds since 1970) to its very end, at once.
   * Only before anything else is on the agenda.
   */
  past(start: number, begin: () => void): void {
    if (this.#agenda.length > 0) throw new Error('the past is over once something is under way');
    this.#current = start;
    try {
      begin();
      for (let step = this.#agenda.shift(); step !== undefined; step = this.#agenda.shift()) {
        this.#current = step.due;
        drawing(this.#chance, step.run);
      }
    } finally {
      this.#current = undefined;
      this.#arm();
    }
  }

  /** Forgets all steps; nothing is run any more. */
  close(): void {
    this.#closed = true;
    this.#agenda.length = 0;
    this.#waking?.abort();
  }

  /** A cancelled step must not keep the clock busy. */
  #forget(entry: TimelineEntry): void {
    const index = this.#agenda.indexOf(entry);
    if (index < 0) return;
    this.#agenda.splice(index, 1);
    this.#arm();
  }

  /** One sleep at a time, until the next step's due time. */
  #arm(): void {
    if (this.#closed || this.#current !== undefined) return;
    const next = this.#agenda[0]?.due;
    if (next === this.#wakeAt) return;
    this.#waking?.abort();
    this.#waking = undefined;
    this.#wakeAt = next;
    if (next === undefined) return;
    const waking = new AbortController();
    this.#waking = waking;
    void this.#clock.sleep(Math.max(0, next - this.#clock.now()), waking.signal).then(() => {
      if (this.#waking !== waking) return;
      this.#waking = undefined;
      this.#wakeAt = undefined;
      this.catchUp();
    });
  }
}

/** Keeps the agenda sorted by due time, then by the order of asking. */
const insert = (agenda: TimelineEntry[], entry: TimelineEntry): void => {
  let low = 0;
  let high = agenda.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((agenda[middle]?.due ?? Infinity) <= entry.due) low = middle + 1;
    else high = middle;
  }
  agenda.splice(low, 0, entry);
};
