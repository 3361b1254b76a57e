import { PassThrough } from 'node:stream';
import { SteppedBack } from '../../../src/core/prompter.ts';
import { isInstallError } from '../../../src/core/errors.ts';
import { turns } from '../../../src/rehearsal/clock/event-loop.ts';
import { makePrompter, type PrompterOptions } from '../../../src/ui/index.ts';
import type { TerminalSize } from '../../../src/core/output.ts';
import { DrawnScreen, FakeOutput, type ScreenContent } from '../screen.ts';

/** A keyboard and a screen. */
export class Desk {
  readonly input = new PassThrough();
  readonly output: FakeOutput;
  readonly controller = new AbortController();
  interrupts: string[] = [];
  pauses: string[] = [];
  readonly #screen: DrawnScreen;
  #heard: () => void = () => undefined;

  constructor(size: TerminalSize = { columns: 80, rows: 24 }) {
    this.#screen = new DrawnScreen(size);
    this.output = new FakeOutput(size);
    this.output.on('text', (text: string) => {
      this.#screen.write(text);
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

  /** Every character that was written. */
  get raw(): string {
    return this.output.text;
  }

  async shows(text: string): Promise<void> {
    for (;;) {
      const more = new Promise<void>((resolve) => (this.#heard = resolve));
      if ((await this.screen()).includes(text)) return;
      await more;
    }
  }

  async screen(): Promise<string> {
    return (await this.content()).text;
  }

  content(): Promise<ScreenContent> {
    return this.#screen.content();
  }

  async resize(size: TerminalSize): Promise<void> {
    this.#screen.resize(size);
    await this.#screen.content();
    this.output.resize(size);
    await turns(2);
  }
}

/** What became of a question: its answer, or the code and exit code it was left with. */
export const outcomeOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => {
    if (error instanceof SteppedBack) return 'stepped back';
    return isInstallError(error) ? [error.code, error.exitCode] : error;
  });
