import type { Ora } from 'ora';
import type { Clock } from '../../core/clock.ts';
import type { Output } from '../../core/output.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { cut } from '../text/wrap.ts';

/** One line that moves while nothing else is drawn. It is stopped before anything else is written. */
export class Spinner {
  readonly #output: Output;
  readonly #style: () => Style;
  readonly #during: Clock['during'];
  #loading = false;
  #ora: Ora | undefined;
  /** What stands there, still, until ora is loaded. */
  #sketch: string | undefined;
  #text: string | undefined;

  constructor(output: Output, style: () => Style, during: Clock['during']) {
    this.#output = output;
    this.#style = style;
    this.#during = during;
  }

  /** Shows this text until the next `stop`. */
  spin(text: string): void {
    this.#text = text;
    const { width, symbols } = this.#style();
    // Shorter than the screen: ora counts the rows of a broken line by the width of the moment.
    const line = cut(clean(text), width - 6, symbols.ellipsis);
    if (this.#ora === undefined) return this.#draw(line);
    this.#ora.text = line;
    if (!this.#ora.isSpinning) this.#ora.start();
  }

  /** Takes the line away and gives the cursor back. */
  stop(): void {
    this.#text = undefined;
    this.#erase();
    this.#ora?.stop();
  }

  /** At once: to load what moves takes longer than a person should wait for a sign. */
  #draw(line: string): void {
    if (this.#output.size() === undefined) return;
    const { paint, symbols } = this.#style();
    const sketch = `  ${paint.cyan(symbols.spinner[0])} ${line}`;
    if (sketch !== this.#sketch) {
      this.#erase();
      this.#output.write(sketch);
      this.#sketch = sketch;
    }
    this.#load();
  }

  #erase(): void {
    if (this.#sketch !== undefined) this.#output.write('\r\u001B[2K');
    this.#sketch = undefined;
  }

  /** Loaded with the first silence: most runs of a script have none. */
  #load(): void {
    if (this.#loading) return;
    this.#loading = true;
    void this.#during(import('./ora-line.ts')).then(({ oraLine }) => {
      this.#erase();
      this.#ora = oraLine(this.#output, this.#style());
      if (this.#text !== undefined) this.spin(this.#text);
    });
  }
}
