import { Writable } from 'node:stream';
import type { Output } from '../../core/output.ts';
import { columnsOf } from '../text/wrap.ts';

const erasing = /^(?:\u001B\[\d*B)?(?:\u001B\[2K|\u001B\[\d*A|\u001B\[G)*/;
const ending = /(?:\u001B\[(\d+)A)?\u001B\[(\d+)G$/;
const eraseBelow = '\u001B[J';
const up = (rows: number): string => (rows > 0 ? `\u001B[${rows}A` : '');

/** What was drawn last: its rows, and where the cursor was left. */
interface Drawn {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

const drawnBy = (text: string): Drawn | undefined => {
  const end = ending.exec(text);
  if (end === null) return undefined;
  const rows = text.slice(0, end.index).replace(erasing, '').split('\n');
  return { rows, cursorRow: rows.length - 1 - Number(end[1] ?? 0), cursorColumn: Number(end[2]) - 1 };
};

/**
 * Where inquirer draws a question. It redraws by the rows it once wrote, but a terminal that became narrower has broken
 * them in more; so after a resize the question is taken away by the rows it has now.
 */
export class Canvas extends Writable {
  readonly #screen: Output;
  readonly #onResize: () => void;
  readonly #ignoreResizes: () => void;
  #drawn: Drawn | undefined;
  /** The question was taken away; inquirer does not know, and would erase as much again of what is above. */
  #takenAway = false;

  /** @param onResize draws the question anew; nothing of the old one is left then */
  constructor(screen: Output, onResize: () => void) {
    super({ decodeStrings: false });
    this.#screen = screen;
    this.#onResize = onResize;
    this.#ignoreResizes = screen.onResize(this.#resized);
  }

  get columns(): number {
    return this.#screen.size()?.columns ?? 80;
  }

  get rows(): number {
    return this.#screen.size()?.rows ?? 24;
  }

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    const text = chunk.toString();
    this.#drawn = drawnBy(text) ?? this.#drawn;
    this.#screen.write(this.#takenAway ? text.replace(erasing, '') : text);
    this.#takenAway = false;
    done();
  }

  /** The screen itself stays open for what comes after the question. */
  override _final(done: () => void): void {
    this.#ignoreResizes();
    done();
  }

  readonly #resized = (): void => {
    if (this.#drawn === undefined) return;
    const { rows, cursorRow, cursorColumn } = this.#drawn;
    const { columns } = this;
    const height = (row: string): number => Math.max(1, Math.ceil(columnsOf(row) / columns));
    const above = rows.slice(0, cursorRow).reduce((sum, row) => sum + height(row), 0);
    this.#screen.write(`\r${up(above + Math.floor(cursorColumn / columns))}${eraseBelow}`);
    this.#takenAway = true;
    this.#onResize();
  };
}
