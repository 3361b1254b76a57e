import type { Clock } from '../core/clock.ts';
import type { Event, SettledEvent } from '../core/events.ts';
import { clean } from './text/clean.ts';
import { liveBlock } from './live/block.ts';
import { Narrator } from './event-printer.ts';
import { afterHeartbeat, afterStackEvent, noProgress, type Failure, type Progress } from './live/progress.ts';
import type { Output, Reader } from './reader.ts';
import { Region } from './live/area.ts';
import { Sheet, type Streams } from './line-printer.ts';
import { cut, indented } from './text/wrap.ts';

export interface TerminalOptions {
  readonly streams: Streams;
  /** The terminal itself, for its size. */
  readonly screen: Output;
  readonly rows: () => number;
  readonly clock: Pick<Clock, 'now'>;
  readonly stdoutTypes: ReadonlySet<Event['type']>;
  /** Real milliseconds between two drawings. */
  readonly paceMs: number;
}

const otherFailures = (failures: readonly Failure[], settled: SettledEvent): readonly Failure[] =>
  failures.filter(({ logicalId }) => logicalId !== settled.rootCause?.logicalId).slice(0, 5);

/** Lines as in `plain`, and under them what is going on, redrawn. */
export class Terminal implements Reader {
  readonly #options: TerminalOptions;
  readonly #region: Region;
  readonly #sheet: Sheet;
  readonly #narrator: Narrator;
  readonly #timer: NodeJS.Timeout;
  #progress: Progress;
  #running = false;
  #busy: string | undefined;
  #held: Event[] | undefined;
  #frame = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: TerminalOptions) {
    this.#options = options;
    const { sink, style } = options.streams.stderr;
    this.#region = new Region(sink, () => style().width);
    this.#sheet = new Sheet(options.streams, this.#above);
    this.#narrator = new Narrator(this.#sheet, options.stdoutTypes);
    this.#progress = noProgress(options.clock.now());
    this.#timer = setInterval(this.#tick, 120);
    this.#timer.unref();
    options.screen.on('resize', this.#redraw);
    process.once('exit', this.#restore);
  }

  read(event: Event): void {
    if (this.#closed) return;
    if (this.#held !== undefined) this.#held.push(event);
    else this.#show(event);
  }

  pause(): void {
    this.#held ??= [];
    this.#region.clear();
  }

  resume(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) this.#show(event);
    this.#redraw();
  }

  close(): void {
    if (this.#closed) return;
    if (this.#held !== undefined) this.resume();
    this.#closed = true;
    clearInterval(this.#timer);
    this.#options.screen.off('resize', this.#redraw);
    process.off('exit', this.#restore);
    this.#region.clear();
  }

  #show(event: Event): void {
    const now = this.#options.clock.now();
    switch (event.type) {
      case 'stack':
        this.#progress = afterStackEvent(this.#progress, event, now);
        this.#running = true;
        return this.#draw();
      case 'heartbeat':
        this.#progress = afterHeartbeat(this.#progress, event, now);
        this.#running = true;
        return this.#draw();
      case 'busy':
        this.#busy = event.message;
        return this.#redraw();
      case 'settled':
        this.#finish();
        this.#narrator.tell(event);
        return this.#alsoFailed(event);
      case 'result':
        this.#finish();
        this.#busy = undefined;
        return this.#narrator.tell(event);
      default:
        return this.#narrator.tell(event);
    }
  }

  #alsoFailed(settled: SettledEvent): void {
    const failures = settled.succeeded ? [] : otherFailures(this.#progress.failures, settled);
    this.#progress = noProgress(this.#options.clock.now());
    if (failures.length === 0) return;
    this.#sheet.print('stderr', ({ width }) => [
      '    Also failed',
      ...failures.flatMap(({ logicalId, reason }) =>
        indented(`${clean(logicalId)}  ${clean(reason)}`, width, 8, 6),
      ),
    ]);
  }

  #finish(): void {
    this.#running = false;
    this.#region.clear();
  }

  /** Both streams may end at the same screen, so the region makes way for either. */
  readonly #above = (write: () => void): void => {
    this.#region.clear();
    write();
    this.#redraw();
  };

  #lines(): readonly string[] {
    const style = this.#options.streams.stderr.style();
    const now = this.#options.clock.now();
    const busy = this.#busy === undefined ? {} : { busy: this.#busy };
    if (this.#running) {
      const rows = this.#options.rows();
      const block = liveBlock(this.#progress, { style, rows: rows - 1, now, frame: this.#frame, ...busy });
      return rows < 10 ? block : ['', ...block];
    }
    if (this.#busy === undefined) return [];
    const { spinner, ellipsis } = style.symbols;
    const spin = spinner[this.#frame % spinner.length] ?? '';
    return [style.paint.cyan(cut(`  ${spin} ${clean(this.#busy)}`, style.width - 1, ellipsis))];
  }

  /** Thousands of replayed events are one picture, not thousands. */
  #draw(): void {
    if (performance.now() - this.#drawnAt >= this.#options.paceMs) this.#redraw();
  }

  readonly #redraw = (): void => {
    if (this.#closed || this.#held !== undefined) return;
    this.#drawnAt = performance.now();
    this.#region.draw(this.#lines());
  };

  readonly #tick = (): void => {
    if (this.#running || this.#busy !== undefined) {
      this.#frame += 1;
      this.#redraw();
    }
  };

  readonly #restore = (): void => this.#region.clear();
}
