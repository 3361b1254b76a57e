export interface Choice<T> {
  readonly name: string;
  readonly value: T;
  /** Shown under the list when it is under the cursor. */
  readonly description?: string;
  /** Why it cannot be chosen. */
  readonly disabled?: string;
  readonly checked?: boolean;
}

/** Questions to the person. Every method rejects with `declined` (8) on Esc and by the abort signal on Ctrl-C. */
export interface Prompter {
  /** False: nothing may be asked; the methods then reject with a bug. */
  readonly interactive: boolean;
  text(question: {
    message: string;
    default?: string;
    hint?: string;
    validate?: (input: string) => string | true | Promise<string | true>;
  }): Promise<string>;
  secret(question: {
    message: string;
    hint?: string;
    validate?: (input: string) => string | true | Promise<string | true>;
  }): Promise<string>;
  select<T>(question: {
    message: string;
    choices: readonly Choice<T>[];
    default?: T;
    hint?: string;
  }): Promise<T>;
  checkbox<T>(question: {
    message: string;
    hint?: string;
    choices: readonly Choice<T>[];
    validate?: (chosen: readonly T[]) => string | true;
  }): Promise<readonly T[]>;
  confirm(question: { message: string; default: boolean }): Promise<boolean>;
}
