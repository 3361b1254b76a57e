import type { Clock } from '../core/clock.ts';
import type { Event, FailedResource, SettledEvent } from '../core/events.ts';
import type { Output } from '../core/output.ts';
import { clean } from './text/clean.ts';
import { liveBlock } from './live/block.ts';
import { EventPrinter, type PrinterOptions } from './printer/event-printer.ts';
import { afterHeartbeat, afterStackEvent, noProgress, type Progress } from './live/progress.ts';
import type { Reader } from './reader.ts';
import { LiveArea } from './live/area.ts';
import { LinePrinter, type Streams } from './printer/line-printer.ts';
import { indented } from './text/wrap.ts';
import type { Spinner } from './live/spinner.ts';

export interface TerminalReaderOptions extends PrinterOptions {
  readonly streams: Streams;
  /** The terminal itself, for its size. */
  readonly screen: Pick<Output, 'size' | 'onResize'>;
  readonly spinner: Pick<Spinner, 'spin' | 'stop'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Real milliseconds between two drawings. */
  readonly paceMs: number;
}

const otherFailures = (failed: readonly FailedResource[], settled: SettledEvent): readonly FailedResource[] =>
  failed.filter(({ logicalId }) => logicalId !== settled.rootCause?.logicalId).slice(0, 5);

/** Lines as in `plain`, and under them what is going on, redrawn. */
export class TerminalReader implements Reader {
  readonly #options: TerminalReaderOptions;
  readonly #liveArea: LiveArea;
  readonly #printer: LinePrinter;
  readonly #eventPrinter: EventPrinter;
  readonly #timer: NodeJS.Timeout;
  readonly #ignoreResizes: () => void;
  #progress: Progress;
  #running = false;
  #busy: string | undefined;
  #held: Event[] | undefined;
  #frame = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: TerminalReaderOptions) {
    this.#options = options;
    const { sink, style } = options.streams.stderr;
    this.#liveArea = new LiveArea(sink, () => style().width);
    this.#printer = new LinePrinter(options.streams, this.#printAbove);
    this.#eventPrinter = new EventPrinter(this.#printer, options);
    this.#progress = noProgress(options.clock.now());
    this.#timer = setInterval(this.#tick, 120);
    this.#timer.unref();
    this.#ignoreResizes = options.screen.onResize(this.#redraw);
    process.once('exit', this.#clear);
  }

  read(event: Event): void {
    if (this.#closed) return;
    if (this.#held !== undefined) this.#held.push(event);
    else this.#show(event);
  }

  pause(): void {
    if (this.#held === undefined) this.#eventPrinter.flush();
    this.#held ??= [];
    this.#clear();
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
    this.#eventPrinter.flush();
    this.#closed = true;
    clearInterval(this.#timer);
    this.#ignoreResizes();
    process.off('exit', this.#clear);
    this.#clear();
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
        this.#eventPrinter.print(event);
        return this.#alsoFailed(event);
      case 'result':
        this.#finish();
        this.#busy = undefined;
        return this.#eventPrinter.print(event);
      default:
        return this.#eventPrinter.print(event);
    }
  }

  #alsoFailed(settled: SettledEvent): void {
    const failures = settled.succeeded ? [] : otherFailures(this.#progress.failed, settled);
    this.#progress = noProgress(this.#options.clock.now());
    if (failures.length === 0) return;
    this.#printer.print('stderr', ({ width }) => [
      '    Also failed',
      ...failures.flatMap(({ logicalId, reason }) =>
        indented(`${clean(logicalId)}  ${clean(reason ?? '')}`, width, 8, 6),
      ),
    ]);
  }

  #finish(): void {
    this.#running = false;
    this.#clear();
  }

  /** Both streams may end at the same screen, so the region makes way for either. */
  readonly #printAbove = (write: () => void): void => {
    this.#clear();
    write();
    this.#redraw();
  };

  #block(): readonly string[] {
    const style = this.#options.streams.stderr.style();
    const now = this.#options.clock.now();
    const rows = this.#options.screen.size()?.rows ?? 24;
    const view = { style, rows: rows - 1, now, frame: this.#frame, busy: this.#busy };
    const block = liveBlock(this.#progress, view);
    return rows < 10 ? block : ['', ...block];
  }

  /** Thousands of replayed events are one picture, not thousands. */
  #draw(): void {
    if (performance.now() - this.#drawnAt >= this.#options.paceMs) this.#redraw();
  }

  readonly #redraw = (): void => {
    if (this.#closed || this.#held !== undefined) return;
    this.#drawnAt = performance.now();
    if (this.#running) {
      this.#options.spinner.stop();
      this.#liveArea.draw(this.#block());
    } else if (this.#busy !== undefined) this.#options.spinner.spin(this.#busy);
    else this.#options.spinner.stop();
  };

  readonly #tick = (): void => {
    if (this.#running) {
      this.#frame += 1;
      this.#redraw();
    }
  };

  readonly #clear = (): void => {
    this.#options.spinner.stop();
    this.#liveArea.clear();
  };
}
