import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';

/** A stream that keeps what is written, as a terminal or as a pipe. */
export class FakeStream extends EventEmitter {
  readonly isTTY?: boolean;
  columns?: number;
  rows?: number;
  text = '';
  broken = false;

  constructor(terminal?: { readonly columns: number; readonly rows: number }) {
    super();
    if (terminal === undefined) return;
    this.isTTY = true;
    this.columns = terminal.columns;
    this.rows = terminal.rows;
  }

  write(text: string): boolean {
    if (this.broken) {
      this.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      return false;
    }
    this.text += text;
    return true;
  }
}

export interface ScreenContent {
  /** The window with all that scrolled out of it, no trailing blanks. */
  readonly text: string;
  /** Rows that a line too long for the screen was broken into. */
  readonly wrappedRows: number;
}

/** What a real terminal shows after these bytes; `sizes` resizes it between two pieces. */
export const shownOn = async (
  pieces: readonly (string | { readonly columns: number; readonly rows: number })[],
  size: { readonly columns: number; readonly rows: number },
): Promise<ScreenContent> => {
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback: 10_000,
    allowProposedApi: true,
    convertEol: true,
  });
  for (const piece of pieces)
    if (typeof piece === 'string') await new Promise<void>((done) => terminal.write(piece, done));
    else terminal.resize(piece.columns, piece.rows);
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: buffer.length }, (_, at) => buffer.getLine(at));
  const text = rows.map((row) => row?.translateToString(true) ?? '').join('\n');
  const wrappedRows = rows.filter((row) => row?.isWrapped).length;
  terminal.dispose();
  return { text: text.trimEnd(), wrappedRows };
};
