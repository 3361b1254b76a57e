import { spawn } from 'node:child_process';
import { bareEnv, cli } from './bundle.ts';
import { RunningCommand } from './running.ts';
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
  /** Where it is run; what it writes beside itself lands there. */
  readonly cwd?: string;
}

/** A terminal that sends what is pasted between marks is asked to for as long as a question is open. */
const question = { open: '\u001B[?2004h', closed: '\u001B[?2004l' };
const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';

/** A word as the shell inside the pseudo-terminal reads it back. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The built bundle at a pseudo-terminal (util-linux `script`), driven by keys and judged by what is on the screen. */
export class AtTerminal extends RunningCommand {
  readonly #size: { readonly columns: number; readonly rows: number };

  constructor(args: readonly string[], { env = {}, columns = 80, rows = 40, cwd }: TerminalOptions = {}) {
    const command = [process.execPath, cli, ...args].map(quoted).join(' ');
    // The shell says its process id and becomes the program, so that signals reach the program itself.
    const line = `stty cols ${columns} rows ${rows}; echo pid $$; exec ${command}`;
    super(
      spawn('script', ['-qfec', line, '/dev/null'], {
        env: bareEnv({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
        cwd,
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    this.#size = { columns, rows };
    // A program that is over takes no more keys.
    this.child.stdin?.on('error', () => undefined);
  }

  /** Presses keys, each once the screen has shown the one before it. */
  async press(...pressed: readonly string[]): Promise<void> {
    for (const key of pressed) {
      const shown = this.more();
      this.child.stdin?.write(key);
      await shown;
    }
  }

  /** Types without waiting for anything to be shown. */
  type(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Whether a question is open. */
  get asking(): boolean {
    return this.raw.lastIndexOf(question.open) > this.raw.lastIndexOf(question.closed);
  }

  override signal(name: NodeJS.Signals): void {
    process.kill(Number(/^pid (\d+)$/m.exec(this.text)?.[1]), name);
  }

  /** What a person sees in the end, with all that scrolled away. */
  async shown(): Promise<string> {
    return (await shownOn([this.raw], this.#size)).text;
  }

  /** Whether a cursor that was hidden is visible again. */
  get cursorShown(): boolean {
    return this.raw.lastIndexOf(showCursor) >= this.raw.lastIndexOf(hideCursor);
  }
}
