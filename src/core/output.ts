/** How much fits on a terminal, in columns and rows. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where the tool writes: a terminal, a file or a pipe. */
export interface Output {
  write(text: string): unknown;
  /** Nobody reads on. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Of a terminal, as it is now; a file or a pipe has none. */
  size(): TerminalSize | undefined;
  /** Calls whenever the window was resized. @returns ends that */
  onResize(listener: () => void): () => void;
}
