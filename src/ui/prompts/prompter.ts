import { Writable, type Readable } from 'node:stream';
import type { Clock } from '../../core/clock.ts';
import type { Choice, Prompter } from '../../core/ports.ts';
import { clean } from '../text/clean.ts';
import { declined, inputEnded, interrupted, isCtrlC } from './leaving.ts';
import { forgiveRawMode } from '../raw-mode.ts';
import type { Reader } from '../reader.ts';
import { indented } from '../text/wrap.ts';

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

type Context = { input: Readable; output: NodeJS.WritableStream; signal: AbortSignal };

const colors = /\u001B\[[0-9;]*m/g;

/**
 * Inquirer colours by the environment alone; --no-color is a flag, so its colours are taken out on the way.
 * Each question gets one of its own, because inquirer ends the stream with the question.
 */
const uncolored = (output: PrompterOptions['output']): NodeJS.WritableStream => {
  const filter = new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, done) {
      output.write(chunk.toString().replace(colors, ''));
      done();
    },
  });
  return Object.defineProperties(filter, {
    columns: { get: () => output.columns },
    rows: { get: () => output.rows },
  });
};

// The place in the list stands for the value, which may be anything.
const choicesOf = <T>(choices: readonly Choice<T>[]) =>
  choices.map(({ name, description, disabled, checked }, at) => ({
    name: clean(name),
    value: at,
    description: description === undefined ? undefined : clean(description),
    disabled: disabled === undefined ? undefined : `(${clean(disabled)})`,
    checked,
  }));

const chosen = <T>(choices: readonly Choice<T>[], places: readonly number[]): readonly T[] =>
  places.flatMap((place) => {
    const choice = choices[place];
    return choice === undefined ? [] : [choice.value];
  });

const judged =
  (validate: (input: string) => string | true | Promise<string | true>) => async (input: string) => {
    const verdict = await validate(input);
    return verdict === true ? true : clean(verdict);
  };

const raiseInterrupt = (): void => {
  process.emit('SIGINT', 'SIGINT');
};

/** Loaded with the first question: most runs ask none. */
type Prompts = typeof import('./inquirer.ts');

class InquirerPrompter implements Prompter {
  readonly interactive: boolean;
  readonly #options: PrompterOptions;

  constructor(options: PrompterOptions) {
    this.interactive = options.interactive;
    this.#options = options;
    forgiveRawMode(options.input);
  }

  text(question: Parameters<Prompter['text']>[0]): Promise<string> {
    const { message, hint, validate } = question;
    // A default with control characters in it would be printed as it is.
    const proposal = question.default !== undefined && clean(question.default) === question.default;
    return this.#ask(hint, (context, prompts) =>
      prompts.input(
        {
          message: clean(message),
          ...(proposal ? { default: question.default } : {}),
          ...(validate === undefined ? {} : { validate: judged(validate) }),
        },
        context,
      ),
    );
  }

  secret({ message, hint, validate }: Parameters<Prompter['secret']>[0]): Promise<string> {
    return this.#ask(hint, (context, prompts) =>
      prompts.password(
        {
          message: clean(message),
          mask: '*',
          validate: validate === undefined ? undefined : judged(validate),
        },
        context,
      ),
    );
  }

  async select<T>(question: {
    message: string;
    choices: readonly Choice<T>[];
    default?: T;
    hint?: string;
  }): Promise<T> {
    const { choices } = question;
    const proposed = choices.findIndex(({ value }) => value === question.default);
    const place = await this.#ask(question.hint, (context, prompts) =>
      prompts.select(
        {
          message: clean(question.message),
          choices: choicesOf(choices),
          pageSize: this.#pageSize(),
          loop: false,
          ...(proposed < 0 ? {} : { default: proposed }),
        },
        context,
      ),
    );
    const choice = choices[place];
    if (choice === undefined)
      throw new Error(`The list answered with place ${place}, which it does not have.`);
    return choice.value;
  }

  async checkbox<T>(question: {
    message: string;
    choices: readonly Choice<T>[];
    validate?: (chosen: readonly T[]) => string | true;
    hint?: string;
  }): Promise<readonly T[]> {
    const { choices, validate } = question;
    const places = await this.#ask(question.hint, (context, prompts) =>
      prompts.checkbox(
        {
          message: clean(question.message),
          choices: choicesOf(choices),
          pageSize: this.#pageSize(),
          loop: false,
          validate: (marked) =>
            validate?.(
              chosen(
                choices,
                marked.map(({ value }) => value),
              ),
            ) ?? true,
        },
        context,
      ),
    );
    return chosen(choices, places);
  }

  confirm(question: { message: string; default: boolean }): Promise<boolean> {
    return this.#ask(undefined, (context, prompts) =>
      prompts.confirm({ message: clean(question.message), default: question.default }, context),
    );
  }

  #signal(): AbortSignal {
    const { signal } = this.#options;
    return typeof signal === 'function' ? signal() : signal;
  }

  #pageSize(): number {
    return Math.max(5, Math.min(15, (this.#options.output.rows || 24) - 6));
  }

  #ask<T>(
    hint: string | undefined,
    question: (context: Context, prompts: Prompts) => Promise<T>,
  ): Promise<T> {
    return this.#options.clock.during(this.#asked(hint, question));
  }

  async #asked<T>(
    hint: string | undefined,
    question: (context: Context, prompts: Prompts) => Promise<T>,
  ): Promise<T> {
    const { input, reader, color, clock } = this.#options;
    const prompts = await clock.during(import('./inquirer.ts'));
    const signal = this.#signal();
    if (!this.interactive) throw new Error('A question was asked in a run that may not ask any.');
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

/** Questions on a terminal. Esc declines (8), Ctrl-C interrupts (130). */
export const makePrompter = (options: PrompterOptions): Prompter => new InquirerPrompter(options);
