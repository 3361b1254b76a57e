import type { Sink } from '../sink.ts';
import { spelled, type Style } from '../text/style.ts';

export type StreamName = 'stdout' | 'stderr';

/** One of the two streams as lines are written to it. */
export interface Stream {
  readonly sink: Sink;
  readonly style: () => Style;
  /** Ends at a screen, perhaps the same as the other. */
  readonly terminal: boolean;
}

export type Streams = Readonly<Record<StreamName, Stream>>;

// A CI log is read for commands, `::error::` at a line's beginning, `##[error]` and `##vso[…]` anywhere: no name may
// give one.
const inert = (line: string): string =>
  line.replace(/^(\s*):(?=:)/, '$1: ').replace(/##(?=(?:vso)?\[)/gi, '# #');

/** Where lines go; each stream has a style of its own. */
export class LinePrinter {
  readonly #streams: Streams;
  readonly #around: (write: () => void) => void;
  readonly #written: Record<StreamName, boolean> = { stdout: false, stderr: false };

  /** @param around makes way for what is written, and draws again after it. */
  constructor(streams: Streams, around: (write: () => void) => void = (write) => write()) {
    this.#streams = streams;
    this.#around = around;
  }

  print(to: StreamName, lines: (style: Style) => readonly string[]): void {
    const stream = this.#streams[to];
    const style = stream.style();
    const made = lines(style).map((line) => inert(spelled(line, style)));
    // A separating empty line separates nothing at the head of a file.
    const first = this.#begun(to) ? 0 : made.findIndex((line) => line !== '');
    if (first < 0 || made.length === 0) return;
    this.#written[to] = true;
    this.#around(() => stream.sink.lines(made.slice(first)));
  }

  /** On stdout; in a file of its own, a result stands apart from the one before it. */
  result(lines: (style: Style) => readonly string[]): void {
    this.print('stdout', (style) => (this.sameScreen ? lines(style) : ['', ...lines(style)]));
  }

  /** Exactly this text. */
  raw(to: StreamName, text: (style: Style) => string): void {
    this.#written[to] = true;
    this.#around(() => this.#streams[to].sink.write(text(this.#streams[to].style())));
  }

  /** Both streams end at one screen, where what one says is read together with the other. */
  get sameScreen(): boolean {
    return this.#streams.stdout.terminal && this.#streams.stderr.terminal;
  }

  #begun(to: StreamName): boolean {
    const other = to === 'stdout' ? 'stderr' : 'stdout';
    return this.#written[to] || (this.sameScreen && this.#written[other]);
  }
}
