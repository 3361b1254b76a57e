import type { Choice, Prompter } from '../../src/core/ports.ts';

type Validate = (input: string) => string | true | Promise<string | true>;

/** What is typed where a question's message holds the key; Enter alone everywhere else. */
export type Typed = Readonly<Record<string, string | boolean>>;

/** After so many submits a conversation goes nowhere. */
const tooMany = 60;

/** A person who presses Enter, types only what they are told to, and counts. */
export class Pressing implements Prompter {
  readonly interactive = true;
  /** Each submit, refused ones too: the question's message. */
  readonly submits: string[] = [];
  readonly #typed: Typed;

  constructor(typed: Typed = {}) {
    this.#typed = typed;
  }

  text(question: Parameters<Prompter['text']>[0]): Promise<string> {
    return this.#line(question.message, question.default ?? '', question.validate);
  }

  secret(question: Parameters<Prompter['secret']>[0]): Promise<string> {
    return this.#line(question.message, '', question.validate);
  }

  select<T>(question: {
    readonly message: string;
    readonly choices: readonly { readonly name: string; readonly value: T }[];
    readonly default?: T;
  }): Promise<T> {
    const said = this.#submit(question.message);
    const choice =
      question.choices.find(({ name }) => name === said) ??
      question.choices.find(({ value }) => value === question.default) ??
      question.choices[0];
    if (choice === undefined) throw new Error(`nothing to choose from at ${question.message}`);
    return Promise.resolve(choice.value);
  }

  checkbox<T>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
    readonly validate?: (chosen: readonly T[]) => string | true;
  }): Promise<readonly T[]> {
    for (;;) {
      this.#submit(question.message);
      const marked = question.choices.filter(({ checked }) => checked).map(({ value }) => value);
      if ((question.validate?.(marked) ?? true) === true) return Promise.resolve(marked);
    }
  }

  confirm(question: Parameters<Prompter['confirm']>[0]): Promise<boolean> {
    const said = this.#submit(question.message);
    return Promise.resolve(typeof said === 'boolean' ? said : question.default);
  }

  async #line(message: string, proposed: string, validate: Validate | undefined): Promise<string> {
    for (;;) {
      const said = this.#submit(message);
      const input = typeof said === 'string' ? said : proposed;
      if (((await validate?.(input)) ?? true) === true) return input;
    }
  }

  #submit(message: string): string | boolean | undefined {
    this.submits.push(message);
    if (this.submits.length > tooMany) throw new Error(`no end: ${this.submits.slice(-6).join(' | ')}`);
    return Object.entries(this.#typed).find(([part]) => message.includes(part))?.[1];
  }
}
