export interface Choice<T> {
  readonly name: string;
  readonly value: T;
  /** Shown under the list when it is under the cursor. */
  readonly description?: string;
  /** Why it cannot be chosen. */
  readonly disabled?: string;
  readonly checked?: boolean;
}

/** Esc at a question that has one before it: the asker goes back to that one. */
export class SteppedBack extends Error {}

/** What every question may say about itself. */
export interface QuestionFrame {
  readonly message: string;
  /** Shown above the question. */
  readonly hint?: string;
  /** Shown on request (F1; `?` in lists and on an empty line): what it is, the rule, where it is used. Without it, what keys do is. */
  readonly explain?: string;
  /** True: Esc rejects with `SteppedBack`. Else Esc asks whether to leave. */
  readonly canStepBack?: boolean;
}

/**
 * Questions to the person. Every method rejects with `declined` (8) when the person leaves (Ctrl-D, or Esc where
 * there is nothing to go back to), with `SteppedBack` on Esc where the question says so, and by the abort signal on
 * Ctrl-C.
 */
export interface Prompter {
  /** False: nothing may be asked; the methods then reject with a bug. */
  readonly interactive: boolean;
  text(
    question: QuestionFrame & {
      default?: string;
      validate?: (input: string) => string | true | Promise<string | true>;
    },
  ): Promise<string>;
  secret(
    question: QuestionFrame & {
      /** A secret made up here and now is typed a second time, as nobody can see what they typed. */
      twice?: true;
      validate?: (input: string) => string | true | Promise<string | true>;
    },
  ): Promise<string>;
  select<T>(
    question: QuestionFrame & {
      choices: readonly Choice<T>[];
      default?: T;
    },
  ): Promise<T>;
  checkbox<T>(
    question: QuestionFrame & {
      choices: readonly Choice<T>[];
      validate?: (chosen: readonly T[]) => string | true;
    },
  ): Promise<readonly T[]>;
  confirm(
    question: QuestionFrame & {
      default: boolean;
      /** Yes changes AWS: keys pressed before a person can have read the question do not count. */
      guarded?: true;
    },
  ): Promise<boolean>;
}
