import { spawn, type ChildProcess } from 'node:child_process';
import { bareEnv, cli } from './bundle.ts';
import { shownOn } from '../ui/screen.ts';

export const keys = {
  enter: '\r',
  up: '\u001B[A',
  down: '\u001B[B',
  space: ' ',
  escape: '\u001B',
  backspace: '\u007F',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
} as const;

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
const sequences = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*\u0007|[@-Z\\-_])/g;

/** A word as the shell inside the pseudo-terminal reads it back. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Milliseconds a screen may take to show what is waited for; the machine may be busy with other tests. */
const patience = 15_000;

/** The built bundle at a pseudo-terminal (util-linux `script`), driven by keys and judged by what is on the screen. */
export class AtTerminal {
  readonly #child: ChildProcess;
  readonly #size: { readonly columns: number; readonly rows: number };
  readonly ended: Promise<number | null>;
  raw = '';
  /** How much of the text has been waited for already. */
  #read = 0;
  #over = false;

  constructor(args: readonly string[], { env = {}, columns = 80, rows = 40 }: TerminalOptions = {}) {
    this.#size = { columns, rows };
    const command = [process.execPath, cli, ...args].map(quoted).join(' ');
    // The shell says its process id and becomes the program, so that signals reach the program itself.
    const line = `stty cols ${columns} rows ${rows}; echo pid $$; exec ${command}`;
    this.#child = spawn('script', ['-qfec', line, '/dev/null'], {
      env: bareEnv({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.raw += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.#child.on('close', (code) => {
        this.#over = true;
        resolve(code);
      }),
    );
  }

  /** All that was written, without what steers the terminal. */
  get text(): string {
    return this.raw.replace(sequences, '').replaceAll('\r', '');
  }

  /** Resolves once text matching `pattern` has come after what was waited for before. */
  async until(pattern: RegExp): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
      const match = pattern.exec(this.text.slice(this.#read));
      if (match !== null) {
        this.#read += match.index + match[0].length;
        return;
      }
      if (this.#over || Date.now() > deadline)
        throw new Error(`${String(pattern)} did not come; the terminal shows:\n${this.text.slice(-3000)}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Presses keys, each given the time to be read on its own. */
  async press(...pressed: readonly string[]): Promise<void> {
    for (const key of pressed) {
      this.#child.stdin?.write(key);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  /** Sends the program itself a signal, as `kill` would. */
  signal(name: NodeJS.Signals): void {
    const pid = Number(/^pid (\d+)$/m.exec(this.text)?.[1]);
    process.kill(pid, name);
  }

  /** What a person sees in the end, with all that scrolled away; `wrappedRows` are lines too long for the screen. */
  shown(): ReturnType<typeof shownOn> {
    return shownOn([this.raw], this.#size);
  }

  /** Whether a cursor that was hidden is visible again. */
  get cursorShown(): boolean {
    return this.raw.lastIndexOf(showCursor) >= this.raw.lastIndexOf(hideCursor);
  }

  /** After a test, whatever became of it. */
  end(): void {
    if (!this.#over) this.#child.kill('SIGKILL');
  }
}
