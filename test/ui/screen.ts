import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';
import type { Output, TerminalSize } from '../../src/core/output.ts';

/** An output that keeps what is written, as a terminal or as a pipe. */
export class FakeOutput extends EventEmitter implements Output {
  #size: TerminalSize | undefined;
  text = '';
  broken = false;

  constructor(terminal?: TerminalSize) {
    super();
    this.#size = terminal;
  }

  size(): TerminalSize | undefined {
    return this.#size;
  }

  onResize(listener: () => void): () => void {
    this.on('resize', listener);
    return () => this.off('resize', listener);
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.emit('resize');
  }

  write(text: string): boolean {
    if (this.broken) {
      this.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      return false;
    }
    this.text += text;
    this.emit('text', text);
    return true;
  }
}

export interface ScreenContent {
  /** The window with all that scrolled out of it, no trailing blanks. */
  readonly text: string;
  /** Rows that a line too long for the screen was broken into. */
  readonly wrappedRows: number;
}

/** A real terminal that is written to as things happen. */
export class DrawnScreen {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  #written: Promise<void> = Promise.resolve();

  constructor({ columns, rows }: TerminalSize) {
    this.#terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 10_000,
      allowProposedApi: true,
      convertEol: true,
    });
  }

  write(text: string): void {
    this.#written = this.#written.then(() => new Promise((done) => this.#terminal.write(text, done)));
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#written = this.#written.then(() => this.#terminal.resize(columns, rows));
  }

  async content(): Promise<ScreenContent> {
    await this.#written;
    const buffer = this.#terminal.buffer.active;
    const rows = Array.from({ length: buffer.length }, (_, at) => buffer.getLine(at));
    const text = rows.map((row) => row?.translateToString(true) ?? '').join('\n');
    return { text: text.trimEnd(), wrappedRows: rows.filter((row) => row?.isWrapped).length };
  }
}

/** What a real terminal shows after these bytes; `sizes` resizes it between two pieces. */
export function shownOn(
  pieces: readonly (string | TerminalSize)[],
  size: TerminalSize,
): Promise<ScreenContent> {
  const screen = new DrawnScreen(size);
  for (const piece of pieces)
    if (typeof piece === 'string') screen.write(piece);
    else screen.resize(piece);
  return screen.content();
}
