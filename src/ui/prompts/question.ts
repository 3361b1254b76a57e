import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import type { Output } from '../../core/output.ts';
import { SteppedBack, type QuestionFrame } from '../../core/prompter.ts';
import { declined, interrupted } from '../errors.ts';
import type { Reader } from '../reader.ts';
import { clean } from '../text/clean.ts';
import { colorsOf, needsAscii, type Environment } from '../text/environment.ts';
import { makeStyle, type Style } from '../text/style.ts';
import { indented } from '../text/wrap.ts';
import type { Exit } from './frame.ts';
import { Keyboard, type KeySource } from './keyboard.ts';
import { isCtrl, type Key } from './keys.ts';
import type { Model } from './model.ts';
import { ask } from './open-question.ts';

export interface PrompterOptions {
  readonly input: KeySource;
  readonly output: Output;
  /** Aborts when the run is interrupted; the open question goes with it. A function where it is renewed. */
  readonly signal: AbortSignal | (() => AbortSignal);
  readonly interactive: boolean;
  /** An open question is under way: a person takes real time. */
  readonly clock: Pick<Clock, 'during'>;
  readonly color?: boolean;
  /** For the locale: whether the marks have to be ASCII. */
  readonly env?: Environment;
  /** Makes way for the question and comes back after it. */
  readonly reader?: Pick<Reader, 'pause' | 'resume'>;
  /**
   * What Ctrl-C at a question does, and the end of a terminal. Raw, it sends no signal for the one; that of the other
   * may come after the end of its input. So both are raised by hand.
   */
  readonly onInterrupt?: (name: 'SIGINT' | 'SIGHUP') => void;
  /** Milliseconds that pass at the terminal, whatever the run's clock does. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const raiseInterrupt = (name: 'SIGINT' | 'SIGHUP'): void => {
  process.emit(name, name);
};

const realPause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

/** Milliseconds in which nobody can have read a question; keys that come in them were meant for something else. */
const guardMs = 300;

/** A terminal that knows it sends what is pasted between marks, so that no line break of it submits. */
const bracketedPaste = { on: '\u001B[?2004h', off: '\u001B[?2004l' };

/** Terminals on which a question was asked. */
const asked = new Set<PrompterOptions['output']>();

/**
 * However the process ends, the shell after it gets a terminal as it was. That a question was closed may be lost: with
 * a key that makes a signal, such as Ctrl-Z, a terminal drops what it has not shown yet.
 */
const giveBackAtExit = (output: PrompterOptions['output']): void => {
  if (asked.size === 0)
    process.once('exit', () => {
      for (const one of asked) one.write(bracketedPaste.off);
    });
  asked.add(output);
};

/** Asks one question at a time on the terminal, and makes an error of each way to leave it. */
export class QuestionTerminal {
  readonly #options: PrompterOptions;
  readonly #keyboard: Keyboard;

  constructor(options: PrompterOptions) {
    this.#options = options;
    this.#keyboard = new Keyboard(options.input);
  }

  /**
   * @param guarded keys of its first moments do not count
   * @throws InstallError where the question is left, see `errors.ts`; SteppedBack
   */
  ask<S, A>(question: QuestionFrame, model: Model<S, A>, guarded = false): Promise<A> {
    return this.#options.clock.during(this.#ask(question, model, guarded));
  }

  async #ask<S, A>(question: QuestionFrame, model: Model<S, A>, guarded: boolean): Promise<A> {
    const { input, reader } = this.#options;
    const signal = this.#signal();
    if (!this.#options.interactive) throw new Error('A question was asked in a run that may not ask any.');
    if (signal.aborted) throw interrupted(signal.reason);
    if (input.readableEnded || input.destroyed) throw this.#interrupt('SIGHUP');
    const leaving = new AbortController();
    // Raw, a terminal has no key that ends its input: it has hung up.
    const onEnd = (): void => {
      if (!leaving.signal.aborted) leaving.abort(this.#interrupt('SIGHUP'));
    };
    input.once('end', onEnd).on('error', onEnd);
    reader?.pause();
    const leave = (exit: Exit): void => leaving.abort(this.#reason(exit));
    const open = await this.#open(leave);
    const ends = AbortSignal.any([signal, leaving.signal]);
    try {
      this.#hint(question.hint);
      return await ask(question, model, {
        screen: this.#options.output,
        style: this.#style,
        onKeys: open.onKeys,
        leave,
        fail: (error) => leaving.abort(error),
        signal: ends,
        deafUntil: guarded ? (this.#options.pause ?? realPause)(guardMs, ends) : undefined,
      });
    } catch (error) {
      if (leaving.signal.aborted) throw leaving.signal.reason;
      throw signal.aborted ? interrupted(error) : error;
    } finally {
      open.close();
      input.off('end', onEnd).off('error', onEnd);
      reader?.resume();
    }
  }

  async #open(
    leave: (exit: Exit) => void,
  ): Promise<{ readonly onKeys: (listener: (key: Key) => void) => void; close(): void }> {
    const { output } = this.#options;
    // What was pressed before the question is dropped. Not so Ctrl-C: it was pressed in the last moment of the question
    // before, when the terminal was raw still and made no signal of it.
    let listener = (key: Key): void => {
      if (isCtrl(key, 'c')) leave('interrupt');
    };
    const release = await this.#keyboard.listen((key) => listener(key));
    output.write(bracketedPaste.on);
    giveBackAtExit(output);
    return {
      onKeys: (heard) => (listener = heard),
      close: () => {
        output.write(bracketedPaste.off);
        release();
      },
    };
  }

  #reason(exit: Exit): Error {
    if (exit === 'back') return new SteppedBack();
    return exit === 'interrupt' ? this.#interrupt('SIGINT') : declined();
  }

  #interrupt(name: 'SIGINT' | 'SIGHUP'): Error {
    (this.#options.onInterrupt ?? raiseInterrupt)(name);
    return interrupted(undefined);
  }

  #signal(): AbortSignal {
    const { signal } = this.#options;
    return typeof signal === 'function' ? signal() : signal;
  }

  #width(): number {
    return this.#options.output.size()?.columns ?? 80;
  }

  readonly #style = (): Style =>
    makeStyle({
      width: this.#width(),
      colors: this.#options.color === false ? 0 : colorsOf(this.#options.env ?? {}),
      ascii: needsAscii(this.#options.env ?? {}),
    });

  #hint(hint: string | undefined): void {
    if (hint === undefined || hint === '') return;
    const lines = indented(clean(hint), this.#width(), 2);
    this.#options.output.write(`${lines.join('\n')}\n`);
  }
}
