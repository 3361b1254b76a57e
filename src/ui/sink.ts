import type { OutputStream } from './reader.ts';

/** Writes until the other end is gone; a closed pipe (`| head`) must not stop what runs. */
export class Sink {
  readonly #output: OutputStream;
  #open = true;

  constructor(output: OutputStream) {
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
