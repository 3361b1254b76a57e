import type { Prompter } from '../../core/prompter.ts';
import type { PrompterOptions } from './question.ts';

/** A prompter that is loaded with the first question: most runs ask none. */
export function makePrompter(options: PrompterOptions): Prompter {
  let loaded: Promise<Prompter> | undefined;
  const load = async (): Promise<Prompter> => {
    const { TerminalPrompter } = await options.clock.during(import('./terminal-prompter.ts'));
    return new TerminalPrompter(options);
  };
  const asked = <A>(ask: (prompter: Prompter) => Promise<A>): Promise<A> =>
    options.clock.during((loaded ??= load()).then(ask));
  return {
    interactive: options.interactive,
    text: (question) => asked((prompter) => prompter.text(question)),
    secret: (question) => asked((prompter) => prompter.secret(question)),
    select: (question) => asked((prompter) => prompter.select(question)),
    checkbox: (question) => asked((prompter) => prompter.checkbox(question)),
    confirm: (question) => asked((prompter) => prompter.confirm(question)),
  };
}
