import { emitKeypressEvents } from 'node:readline';
import type { Readable } from 'node:stream';
import { isCtrl, PasteCollector, type Key, type Keypress } from './keys.ts';

/** What keys come from: a terminal, or a stream that stands for one. */
export type KeySource = Readable & {
  readonly setRawMode?: (raw: boolean) => unknown;
};

/** Milliseconds; Node's own 500 keep Esc back so long that a following Enter becomes part of it. */
const escapeCodeTimeout = 50;

/** Turns of the event loop in which keys pressed before the question are read, and dropped. */
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
   * Drops what was pressed so far, then hands every key on. Ctrl-C is never dropped: one that waits here was pressed in
   * the last moment of the question before, when the terminal was raw still and made no signal of it.
   * @returns gives the terminal back
   */
  async listen(onKey: (key: Key) => void): Promise<() => void> {
    const pastes = new PasteCollector();
    let fresh = false;
    const onKeypress = (text: string | undefined, keypress: Keypress): void => {
      const key = pastes.take(text, keypress);
      if (key !== undefined && (fresh || isCtrl(key, 'c'))) onKey(key);
    };
    this.#source.on('keypress', onKeypress);
    this.#source.setRawMode?.(true);
    this.#source.resume();
    for (let count = 0; count < staleTurns; count += 1) await turn();
    fresh = true;
    return () => {
      this.#source.off('keypress', onKeypress);
      this.#source.setRawMode?.(false);
      this.#source.pause();
    };
  }
}
