import { PassThrough } from 'node:stream';
import { SteppedBack } from '../../../src/core/prompter.ts';
import { isInstallError } from '../../../src/core/errors.ts';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import { makePrompter, type PrompterOptions } from '../../../src/ui/index.ts';
import { DrawnScreen } from '../screen.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A keyboard and a screen. */
export class Desk {
  readonly input = new PassThrough();
  readonly output: PassThrough & Size;
  readonly controller = new AbortController();
  interrupts: string[] = [];
  pauses: string[] = [];
  /** Every byte that was written. */
  raw = '';
  readonly #screen: DrawnScreen;
  #heard: () => void = () => undefined;

  constructor(size: Size = { columns: 80, rows: 24 }) {
    this.#screen = new DrawnScreen(size);
    this.output = Object.assign(new PassThrough(), size);
    this.output.on('data', (chunk: Buffer) => {
      this.raw += chunk.toString('utf8');
      this.#screen.write(chunk.toString('utf8'));
      this.#heard();
    });
  }

  prompter(options: Partial<PrompterOptions> = {}) {
    return makePrompter({
      input: this.input,
      output: this.output,
      signal: this.controller.signal,
      interactive: true,
      clock: { during: (work) => work },
      onInterrupt: (name) => this.interrupts.push(name),
      reader: { pause: () => this.pauses.push('pause'), resume: () => this.pauses.push('resume') },
      pause: () => Promise.resolve(),
      ...options,
    });
  }

  /** Presses keys once `text` is on the screen. */
  async press(text: string, ...keys: readonly string[]): Promise<void> {
    await this.shows(text);
    for (const key of keys) {
      this.input.write(key);
      await turns(2);
    }
  }

  async shows(text: string): Promise<void> {
    for (;;) {
      const more = new Promise<void>((resolve) => (this.#heard = resolve));
      if ((await this.screen()).includes(text)) return;
      await more;
    }
  }

  async screen(): Promise<string> {
    return (await this.#screen.content()).text;
  }

  async resize(size: Size): Promise<void> {
    this.#screen.resize(size);
    await this.#screen.content();
    Object.assign(this.output, size).emit('resize');
    await turns(2);
  }
}

/** What became of a question: its answer, or the code and exit code it was left with. */
export const outcomeOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => {
    if (error instanceof SteppedBack) return 'stepped back';
    return isInstallError(error) ? [error.code, error.exitCode] : error;
  });
