import type { Readable, Writable } from 'node:stream';
import type { Interrupts } from '../core/interrupts.ts';

/** The process, handed in: nothing below reads globals. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly interrupts: Interrupts;
  readonly version: string;
  /** Of Node and the system it runs on, for a support bundle. */
  readonly runtime?: string;
  readonly packageFolder: URL;
}
