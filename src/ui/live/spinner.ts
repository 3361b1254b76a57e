import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { Writable } from 'node:stream';
import type { Ora } from 'ora';
import type { Clock } from '../../core/clock.ts';
import type { Output } from '../../core/output.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { cut } from '../text/wrap.ts';

/** The terminal as ora wants it: a stream of Node's that takes lines away again and knows its size. */
class OraStream extends Writable {
  readonly isTTY = true;
  readonly #output: Output;

  constructor(output: Output) {
    super({ decodeStrings: false });
    this.#output = output;
  }

  get columns(): number | undefined {
    return this.#output.size()?.columns;
  }

  get rows(): number | undefined {
    return this.#output.size()?.rows;
  }

  override _write(text: string, _encoding: string, done: () => void): void {
    this.#output.write(text);
    done();
  }

  clearLine(direction: -1 | 0 | 1): boolean {
    return clearLine(this, direction);
  }

  cursorTo(column: number): boolean {
    return cursorTo(this, column);
  }

  moveCursor(columns: number, rows: number): boolean {
    return moveCursor(this, columns, rows);
  }
}

/** One line that moves while nothing else is drawn. It is stopped before anything else is written. */
export class Spinner {
  readonly #output: Output;
  readonly #style: () => Style;
  readonly #during: Clock['during'];
  #loading = false;
  #ora: Ora | undefined;
  #text: string | undefined;

  constructor(output: Output, style: () => Style, during: Clock['during']) {
    this.#output = output;
    this.#style = style;
    this.#during = during;
  }

  /** Shows this text until the next `stop`. */
  spin(text: string): void {
    this.#text = text;
    if (this.#ora === undefined) return this.#load();
    const { width, symbols } = this.#style();
    // Shorter than the screen: ora counts the rows of a broken line by the width of the moment.
    this.#ora.text = cut(clean(text), width - 6, symbols.ellipsis);
    if (!this.#ora.isSpinning) this.#ora.start();
  }

  /** Takes the line away and gives the cursor back. */
  stop(): void {
    this.#text = undefined;
    this.#ora?.stop();
  }

  /** Loaded with the first silence: most runs of a script have none. */
  #load(): void {
    if (this.#loading || this.#output.size() === undefined) return;
    this.#loading = true;
    void this.#during(import('ora')).then(({ default: ora }) => {
      const { paint, symbols } = this.#style();
      // Not ora's own indent: it would leave the cursor there for the line that comes next.
      const frames = symbols.spinner.map((frame) => `  ${paint.cyan(frame)}`);
      this.#ora = ora({
        stream: new OraStream(this.#output),
        discardStdin: false,
        isEnabled: true,
        color: false,
        spinner: { frames, interval: 120 },
      });
      if (this.#text !== undefined) this.spin(this.#text);
    });
  }
}
