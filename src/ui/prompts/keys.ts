/** A key as it was pressed; text that was pasted is one key, named `paste`. */
export interface Key {
  /** `return`, `up`, `backspace`, `a`, `paste`, … ; empty for a character that has no name. */
  readonly name: string;
  /** What it types, if anything. */
  readonly text: string;
  readonly ctrl: boolean;
  /** Alt, or a key that came right behind Esc. */
  readonly meta: boolean;
}

/** A key as Node's readline tells it. */
export interface Keypress {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
}

const control = /\p{Cc}/u;

function keyOf(text: string | undefined, { name, ctrl, meta }: Keypress): Key {
  const types = ctrl !== true && meta !== true && text !== undefined && !control.test(text);
  return { name: name ?? '', text: types ? text : '', ctrl: ctrl === true, meta: meta === true };
}

/** Esc and Enter in quick succession reach us as one Enter with `meta`: it never agrees to anything. */
export const isEnter = ({ name, meta }: Key): boolean => (name === 'return' || name === 'enter') && !meta;

export const isCtrl = (key: Key, name: string): boolean => key.ctrl && key.name === name;

const pasteEnd = 'paste-end';

/** Makes one key of all that came between the marks of a paste. */
export class PasteCollector {
  #pasted: string | undefined;

  /** @returns undefined while a paste goes on */
  take(text: string | undefined, keypress: Keypress): Key | undefined {
    if (keypress.name === 'paste-start') this.#pasted = '';
    else if (this.#pasted === undefined) return keyOf(text, keypress);
    // No terminal pastes Ctrl-C: where the end of a paste got lost, it is the way out.
    else if (keypress.ctrl === true && keypress.name === 'c') return this.#end(keyOf(text, keypress));
    else if (keypress.name === pasteEnd)
      return this.#end({ name: 'paste', text: this.#pasted, ctrl: false, meta: false });
    else this.#pasted += keypress.sequence ?? text ?? '';
    return undefined;
  }

  #end(key: Key): Key {
    this.#pasted = undefined;
    return key;
  }
}

/** Why a pasted text is not taken; undefined: it can be. */
export function pasteFault(pasted: string): string | undefined {
  if (/[\r\n]/.test(pasted))
    return 'What was pasted has several lines; nothing of it was taken. Paste one line without its line break.';
  if (control.test(pasted))
    return 'What was pasted has control characters; nothing of it was taken. Copy it as plain text.';
  return undefined;
}
