import { spawn, type ChildProcess } from 'node:child_process';
import { eventLines, type EventLine } from '../helpers/event-lines.ts';
import { bareEnv, cli } from './bundle.ts';

const sequences = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*\u0007|[@-Z\\-_])/g;

/** A program that is still running: what it has said so far, and how it ends. */
export class RunningCommand {
  readonly ended: Promise<number | null>;
  protected readonly child: ChildProcess;
  raw = '';
  /** How much of the text has been waited for already. */
  #read = 0;
  #over = false;
  #heard: () => void = () => undefined;

  constructor(child: ChildProcess) {
    this.child = child;
    const keep = (chunk: Buffer): void => {
      this.raw += chunk.toString();
      this.#heard();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.ended = new Promise((resolve) =>
      child.on('close', (code) => {
        this.#over = true;
        this.#heard();
        resolve(code);
      }),
    );
  }

  /** All that was written, without what steers a terminal. */
  get text(): string {
    return this.raw.replace(sequences, '').replaceAll('\r', '');
  }

  /** NDJSON lines, where they were asked for. */
  get events(): readonly EventLine[] {
    return eventLines(this.text);
  }

  /** Resolves once text matching `pattern` has come after what was waited for before. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.text.slice(this.#read));
      if (match !== null) {
        this.#read += match.index + match[0].length;
        return match;
      }
      if (this.#over)
        throw new Error(`${String(pattern)} did not come; what came:\n${this.text.slice(-3000)}`);
      await this.more();
    }
  }

  /** Resolves with the next thing that is written, and at once when the program is over. */
  protected more(): Promise<void> {
    if (this.#over) return Promise.resolve();
    return new Promise((resolve) => (this.#heard = resolve));
  }

  /** Sends the program a signal, as `kill` would. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** After a test, whatever became of it. */
  end(): void {
    if (!this.#over) this.child.kill('SIGKILL');
  }
}

/** The built bundle without a terminal, still running. */
export const started = (
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>> } = {},
): RunningCommand =>
  new RunningCommand(
    spawn(process.execPath, [cli, ...args], {
      env: bareEnv(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
