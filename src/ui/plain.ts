import type { Clock } from '../core/clock.ts';
import type { Event, HeartbeatEvent, StackLineEvent } from '../core/events.ts';
import { resourceInProgress } from '../core/stack-status.ts';
import { clean } from './text/clean.ts';
import { timeOfDay } from './text/format.ts';
import { busyParts, summaryOf } from './live/block.ts';
import { isFine } from './quiet.ts';
import { EventPrinter, type PrinterOptions } from './printer/event-printer.ts';
import { afterHeartbeat, afterStackEvent, noProgress, type Progress } from './live/progress.ts';
import type { Reader } from './reader.ts';
import { LinePrinter, type Streams } from './printer/line-printer.ts';
import { columnsOf, indented, pad } from './text/wrap.ts';

/** Milliseconds between two heartbeat lines: alive for a watcher, not a flood in a log. */
const beatPause = 14_000;

/** In columns where it fits on one line; else broken where words end. */
const stackLines = (event: StackLineEvent, width: number): readonly string[] => {
  const counts = `${event.done}/${event.total}`;
  const cells = [
    timeOfDay(clean(event.eventAt)),
    counts.padStart(2 * String(event.total).length + 1),
    pad(clean(event.status), 18),
    `${clean(event.logicalId)} (${clean(event.resourceType)})`,
    ...(event.reason === undefined ? [] : [clean(event.reason)]),
  ];
  const line = `  ${cells.join('  ')}`;
  return columnsOf(line) <= width ? [line] : indented(cells.join(' '), width, 4, 2);
};

const isBegun = (event: StackLineEvent): boolean =>
  resourceInProgress(event.status) && /^Resource \w+ Initiated$/i.test(event.reason ?? '');

export interface PlainReaderOptions extends PrinterOptions {
  readonly streams: Streams;
  readonly clock: Pick<Clock, 'now'>;
}

/** Lines only, nothing drawn over: for logs, pipes and screen readers. */
export class PlainReader implements Reader {
  readonly #printer: LinePrinter;
  readonly #eventPrinter: EventPrinter;
  readonly #quiet: boolean;
  readonly #clock: Pick<Clock, 'now'>;
  #progress: Progress;
  #heartbeatAt = Number.NEGATIVE_INFINITY;
  #trouble: string | undefined;
  readonly #statuses = new Map<string, string>();
  #busy: string | undefined;

  constructor({ streams, clock, ...printing }: PlainReaderOptions) {
    this.#printer = new LinePrinter(streams);
    this.#eventPrinter = new EventPrinter(this.#printer, printing);
    this.#clock = clock;
    this.#quiet = printing.quiet ?? false;
    this.#progress = noProgress(clock.now());
  }

  read(event: Event): void {
    this.#eventPrinter.print(event);
    if (this.#quiet && isFine(event)) return;
    switch (event.type) {
      case 'stack':
        return this.#stack(event);
      case 'heartbeat':
        return this.#heartbeat(event);
      case 'busy':
        return event.brief === true ? undefined : this.#wait(event.message);
      case 'settled':
        this.#progress = noProgress(this.#clock.now());
        return;
      default:
        return;
    }
  }

  close(): void {
    this.#eventPrinter.flush();
  }

  pause(): void {
    this.#eventPrinter.flush();
  }

  resume(): void {}

  #stack(event: StackLineEvent): void {
    this.#progress = afterStackEvent(this.#progress, event, this.#clock.now());
    if (this.#isRepeated(event)) return;
    this.#eventPrinter.separate('stack');
    this.#printer.print('stderr', ({ width }) => stackLines(event, width));
  }

  /** CloudFormation tells a beginning twice: when the work is due, and when the service has taken it on. */
  #isRepeated(event: StackLineEvent): boolean {
    const resource = `${event.stack} ${event.logicalId}`;
    const repeated = isBegun(event) && this.#statuses.get(resource) === event.status;
    this.#statuses.set(resource, event.status);
    return repeated;
  }

  #heartbeat(event: HeartbeatEvent): void {
    const now = this.#clock.now();
    this.#progress = afterHeartbeat(this.#progress, event, now);
    if (now - this.#heartbeatAt < beatPause && event.trouble === this.#trouble) return;
    this.#heartbeatAt = now;
    this.#trouble = event.trouble;
    this.#eventPrinter.separate('stack');
    this.#printer.print('stderr', (style) => {
      const parts = busyParts(this.#progress, now).slice(0, 5).join(', ');
      const line = `${summaryOf(this.#progress, now, style)}${parts === '' ? '' : `: ${parts}`}`;
      const trouble = event.trouble === undefined ? [] : indented(clean(event.trouble), style.width, 4);
      return [...indented(line, style.width, 4, 2), ...trouble];
    });
  }

  #wait(message: string | undefined): void {
    if (message !== undefined && message !== this.#busy) {
      // Checks that are held back, to stand side by side, were told before it.
      this.#eventPrinter.flush();
      this.#printer.print('stderr', ({ width, symbols }) =>
        indented(`${clean(message)}${symbols.ellipsis}`, width, 4, 2),
      );
    }
    this.#busy = message;
  }
}
