import type { Readable, Writable } from 'node:stream';
import type { Interrupts } from '../core/interrupts.ts';
import type { TerminalSize } from '../core/output.ts';

/** The process, handed in: nothing below reads globals. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Of the terminals that the output streams end at, as they are now; a file or a pipe has none. */
  readonly sizes: () => { readonly stdout?: TerminalSize; readonly stderr?: TerminalSize };
  /** Calls whenever the window was resized. @returns ends that */
  readonly onResize: (listener: () => void) => () => void;
  readonly interrupts: Interrupts;
  readonly version: string;
  /** Of Node and the system it runs on, for a support bundle. */
  readonly runtime?: string;
  readonly packageFolder: URL;
  /** What pipes that were read as files gave, by their paths. */
  readonly piped: Map<string, Uint8Array>;
}

/** A stream of the process, as far as it knows where it ends. */
interface SizedStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A terminal that nobody sized, as a pseudo-terminal may be, says 0 by 0: 80 by 24 then. */
export const sizeOf = ({ isTTY, columns, rows }: SizedStream): TerminalSize | undefined =>
  isTTY === true ? { columns: columns || 80, rows: rows || 24 } : undefined;
