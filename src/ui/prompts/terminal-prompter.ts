import type { Choice, Prompter } from '../../core/prompter.ts';
import { forgiveRawMode } from '../raw-mode.ts';
import { confirmModel } from './confirm.ts';
import { checkboxModel, selectModel } from './list.ts';
import { QuestionTerminal, type PrompterOptions } from './question.ts';
import { secretModel } from './secret.ts';
import { textModel } from './text.ts';

/** Questions on a terminal. Esc goes back or asks whether to leave, Ctrl-D leaves (8), Ctrl-C interrupts (130). */
export class TerminalPrompter implements Prompter {
  readonly interactive: boolean;
  readonly #terminal: QuestionTerminal;

  constructor(options: PrompterOptions) {
    this.interactive = options.interactive;
    forgiveRawMode(options.input);
    this.#terminal = new QuestionTerminal(options);
  }

  text(question: Parameters<Prompter['text']>[0]): Promise<string> {
    return this.#terminal.ask(question, textModel(question));
  }

  secret(question: Parameters<Prompter['secret']>[0]): Promise<string> {
    return this.#terminal.ask(question, secretModel(question));
  }

  select<T>(question: Parameters<Prompter['select']>[0] & { choices: readonly Choice<T>[]; default?: T }) {
    const { choices } = question;
    const proposed = choices.findIndex(({ value }) => value === question.default);
    return this.#terminal.ask(question, selectModel(choices, proposed));
  }

  checkbox<T>(
    question: Parameters<Prompter['checkbox']>[0] & {
      choices: readonly Choice<T>[];
      validate?: (chosen: readonly T[]) => string | true;
    },
  ): Promise<readonly T[]> {
    return this.#terminal.ask(question, checkboxModel(question.choices, question.validate));
  }

  confirm(question: Parameters<Prompter['confirm']>[0]): Promise<boolean> {
    return this.#terminal.ask(question, confirmModel(question.default), question.guarded);
  }
}
