import type { Choice, Prompter } from '../../core/prompter.ts';
import { forgiveRawMode } from '../raw-mode.ts';
import { clean } from '../text/clean.ts';
import { choicesOf, chosen } from './choices.ts';
import { QuestionTerminal, type PrompterOptions } from './question.ts';

const judged =
  (validate: (input: string) => string | true | Promise<string | true>) => async (input: string) => {
    const verdict = await validate(input);
    return verdict === true ? true : clean(verdict);
  };

class InquirerPrompter implements Prompter {
  readonly interactive: boolean;
  readonly #terminal: QuestionTerminal;
  readonly #output: PrompterOptions['output'];

  constructor(options: PrompterOptions) {
    this.interactive = options.interactive;
    this.#terminal = new QuestionTerminal(options);
    this.#output = options.output;
    forgiveRawMode(options.input);
  }

  text(question: Parameters<Prompter['text']>[0]): Promise<string> {
    const { message, hint, validate } = question;
    // A default with control characters in it would be printed as it is.
    const proposal = question.default !== undefined && clean(question.default) === question.default;
    return this.#terminal.ask(hint, (context, prompts) =>
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
    return this.#terminal.ask(hint, (context, prompts) =>
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
    const place = await this.#terminal.ask(question.hint, (context, prompts) =>
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
    const places = await this.#terminal.ask(question.hint, (context, prompts) =>
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
    return this.#terminal.ask(undefined, (context, prompts) =>
      prompts.confirm({ message: clean(question.message), default: question.default }, context),
    );
  }

  #pageSize(): number {
    return Math.max(5, Math.min(15, (this.#output.rows || 24) - 6));
  }
}

/** Questions on a terminal. Esc declines (8), Ctrl-C interrupts (130). */
export const makePrompter = (options: PrompterOptions): Prompter => new InquirerPrompter(options);
