import { emitKeypressEvents } from 'node:readline';
import type { Readable } from 'node:stream';
import { PasteCollector, type Key, type Keypress } from './keys.ts';

/** What keys come from: a terminal, or a stream that stands for one. */
export type KeySource = Readable & {
  readonly setRawMode?: (raw: boolean) => unknown;
};

/** Milliseconds; Node's own 500 keep Esc back so long that a following Enter becomes part of it. */
const escapeCodeTimeout = 50;

/** Turns of the event loop in which keys pressed before the question are read. */
const staleTurns = 2;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The keys of a terminal, given to one listener at a time. Between two questions the terminal is not raw: it echoes what
 * is typed then, which the next question drops. Raw all the time, it would make no signal of Ctrl-C and Ctrl-Z while
 * the tool works.
 */
export class Keyboard {
  readonly #source: KeySource;

  constructor(source: KeySource) {
    this.#source = source;
    emitKeypressEvents(source, { escapeCodeTimeout });
  }

  /**
   * Hands every key on, those first that were pressed before; a paste among them stays one.
   * @returns gives the terminal back; resolves once what was pressed before has been handed on
   */
  async listen(onKey: (key: Key) => void): Promise<() => void> {
    const pastes = new PasteCollector();
    const onKeypress = (text: string | undefined, keypress: Keypress): void => {
      const key = pastes.take(text, keypress);
      if (key !== undefined) onKey(key);
    };
    this.#source.on('keypress', onKeypress);
    this.#source.setRawMode?.(true);
    this.#source.resume();
    for (let count = 0; count < staleTurns; count += 1) await turn();
    return () => {
      this.#source.off('keypress', onKeypress);
      this.#source.setRawMode?.(false);
      this.#source.pause();
    };
  }
}
