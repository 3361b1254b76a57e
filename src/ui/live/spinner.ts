import type { Ora } from 'ora';
import type { Clock } from '../../core/clock.ts';
import type { OutputStream } from '../reader.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { cut } from '../text/wrap.ts';

/** A terminal whose lines can be taken away again, as Node's own streams to a terminal can. */
type SpinnerStream = OutputStream & NodeJS.WritableStream;

const canSpin = (stream: OutputStream): stream is SpinnerStream =>
  stream.isTTY === true && 'clearLine' in stream && 'cursorTo' in stream;

/** One line that moves while nothing else is drawn. It is stopped before anything else is written. */
export class Spinner {
  readonly #stream: SpinnerStream | undefined;
  readonly #style: () => Style;
  readonly #during: Clock['during'];
  #loading = false;
  #ora: Ora | undefined;
  #text: string | undefined;

  constructor(stream: OutputStream, style: () => Style, during: Clock['during']) {
    this.#stream = canSpin(stream) ? stream : undefined;
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
    if (this.#loading || this.#stream === undefined) return;
    this.#loading = true;
    const stream = this.#stream;
    void this.#during(import('ora')).then(({ default: ora }) => {
      const { paint, symbols } = this.#style();
      // Not ora's own indent: it would leave the cursor there for the line that comes next.
      const frames = symbols.spinner.map((frame) => `  ${paint.cyan(frame)}`);
      this.#ora = ora({
        stream,
        discardStdin: false,
        isEnabled: true,
        color: false,
        spinner: { frames, interval: 120 },
      });
      if (this.#text !== undefined) this.spin(this.#text);
    });
  }
}
