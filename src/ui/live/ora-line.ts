import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { Writable } from 'node:stream';
import ora, { type Ora } from 'ora';
import type { Output } from '../../core/output.ts';
import type { Style } from '../text/style.ts';

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

/** Ora's line on this screen, in our own marks. */
export function oraLine(output: Output, { paint, symbols }: Style): Ora {
  // Not ora's own indent: it would leave the cursor there for the line that comes next.
  const frames = symbols.spinner.map((frame) => `  ${paint.cyan(frame)}`);
  return ora({
    stream: new OraStream(output),
    discardStdin: false,
    isEnabled: true,
    color: false,
    spinner: { frames, interval: 120 },
  });
}
