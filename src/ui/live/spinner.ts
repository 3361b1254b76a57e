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
    void this.#during(import('./ora-line.ts')).then(({ oraLine }) => {
      this.#ora = oraLine(this.#output, this.#style());
      if (this.#text !== undefined) this.spin(this.#text);
    });
  }
}
