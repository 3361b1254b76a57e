import type { Output } from '../core/output.ts';

/** Writes until the other end is gone; a closed pipe (`| head`) must not stop what runs. */
export class Sink {
  readonly #output: Output;
  #open = true;

  constructor(output: Output) {
    this.#output = output;
    this.#output.on('error', this.#close);
  }

  readonly #close = (): void => {
    this.#open = false;
  };

  write(text: string): void {
    if (!this.#open || text === '') return;
    try {
      this.#output.write(text);
    } catch {
      this.#close();
    }
  }

  lines(lines: readonly string[]): void {
    if (lines.length > 0) this.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  }
}
