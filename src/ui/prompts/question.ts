import type { Readable } from 'node:stream';
import type { Clock } from '../../core/clock.ts';
import type { Reader } from '../reader.ts';
import { clean } from '../text/clean.ts';
import { indented } from '../text/wrap.ts';
import { declined, inputEnded, interrupted, isCtrlC } from '../errors.ts';
import { uncolored } from './uncolored.ts';

export interface PrompterOptions {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  /** Aborts when the run is interrupted; the open question goes with it. A function where it is renewed. */
  readonly signal: AbortSignal | (() => AbortSignal);
  readonly interactive: boolean;
  /** An open question is under way: a person takes real time. */
  readonly clock: Pick<Clock, 'during'>;
  readonly color?: boolean;
  /** Makes way for the question and comes back after it. */
  readonly reader?: Pick<Reader, 'pause' | 'resume'>;
  /** What Ctrl-C at a question does. A raw terminal sends no signal, so it is raised by hand. */
  readonly onInterrupt?: () => void;
}

/** What inquirer asks a question on. */
interface Context {
  readonly input: Readable;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/** Loaded with the first question: most runs ask none. */
type Prompts = typeof import('./inquirer.ts');

const raiseInterrupt = (): void => {
  process.emit('SIGINT', 'SIGINT');
};

/** Asks one question at a time on the terminal, and makes an error of each way to leave it. */
export class QuestionTerminal {
  readonly #options: PrompterOptions;

  constructor(options: PrompterOptions) {
    this.#options = options;
  }

  /** @param hint shown above the question. @throws InstallError where the question is left, see `errors.ts` */
  ask<T>(hint: string | undefined, question: (context: Context, prompts: Prompts) => Promise<T>): Promise<T> {
    return this.#options.clock.during(this.#askNow(hint, question));
  }

  async #askNow<T>(
    hint: string | undefined,
    question: (context: Context, prompts: Prompts) => Promise<T>,
  ): Promise<T> {
    const { input, reader, color, clock } = this.#options;
    const prompts = await clock.during(import('./inquirer.ts'));
    const signal = this.#signal();
    if (!this.#options.interactive) throw new Error('A question was asked in a run that may not ask any.');
    if (signal.aborted) throw interrupted(signal.reason);
    if (input.readableEnded || input.destroyed) throw inputEnded();
    const leaving = new AbortController();
    const onEnd = (): void => leaving.abort(inputEnded());
    const onKey = (_text: unknown, key?: { readonly name?: string; readonly ctrl?: boolean }): void => {
      if (key?.name === 'escape') leaving.abort(declined(undefined));
      // Readline would end its input and leave the question without an answer for ever.
      if (key?.name === 'd' && key.ctrl === true) onEnd();
    };
    input.on('keypress', onKey).once('end', onEnd).on('error', onEnd);
    reader?.pause();
    try {
      this.#explain(hint);
      const ends = AbortSignal.any([signal, leaving.signal]);
      const output = color === false ? uncolored(this.#options.output) : this.#options.output;
      return await question({ input, output, signal: ends }, prompts);
    } catch (error) {
      throw this.#reasonFor(error, leaving.signal, signal);
    } finally {
      input.off('keypress', onKey).off('end', onEnd).off('error', onEnd);
      reader?.resume();
    }
  }

  #signal(): AbortSignal {
    const { signal } = this.#options;
    return typeof signal === 'function' ? signal() : signal;
  }

  #explain(hint: string | undefined): void {
    if (hint === undefined || hint === '') return;
    const lines = indented(clean(hint), this.#options.output.columns || 80, 2);
    this.#options.output.write(`${lines.join('\n')}\n`);
  }

  #reasonFor(error: unknown, leaving: AbortSignal, signal: AbortSignal): unknown {
    if (leaving.aborted) return leaving.reason;
    if (signal.aborted) return interrupted(error);
    if (!isCtrlC(error)) return error;
    (this.#options.onInterrupt ?? raiseInterrupt)();
    return interrupted(error);
  }
}
