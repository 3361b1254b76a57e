import type { Sink } from '../sink.ts';
import { columnsOf } from '../text/wrap.ts';

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
const eraseToLineEnd = '\u001B[K';
const eraseBelow = '\u001B[J';
const up = (rows: number): string => (rows === 0 ? '\r' : `\r\u001B[${rows}A`);

/** Lines at the foot of a terminal that are drawn over and taken away again. */
export class LiveArea {
  readonly #sink: Sink;
  readonly #columns: () => number;
  #drawn: readonly string[] = [];

  constructor(sink: Sink, columns: () => number) {
    this.#sink = sink;
    this.#columns = columns;
  }

  get empty(): boolean {
    return this.#drawn.length === 0;
  }

  // After the window got narrower, a terminal breaks a drawn line in several rows.
  #rows(): number {
    const columns = Math.max(1, this.#columns());
    return this.#drawn.reduce((rows, line) => rows + Math.max(1, Math.ceil(columnsOf(line) / columns)), 0);
  }

  /** One write, line by line over the old ones, so that nothing flickers. */
  draw(lines: readonly string[]): void {
    if (lines.length === 0) return this.clear();
    const over = this.empty ? hideCursor : up(this.#rows());
    this.#sink.write(`${over}${lines.map((line) => `${line}${eraseToLineEnd}\n`).join('')}${eraseBelow}`);
    this.#drawn = lines;
  }

  /** Takes the lines away and gives the cursor back. */
  clear(): void {
    if (this.empty) return;
    this.#sink.write(`${up(this.#rows())}${eraseBelow}${showCursor}`);
    this.#drawn = [];
  }
}
