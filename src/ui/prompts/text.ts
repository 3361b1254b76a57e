import { clean } from '../text/clean.ts';
import { edit, emptyLine, lineOf, textOf, type Line } from './line.ts';
import { faultOf, type Model, type Validate } from './model.ts';

/** One line of text. A default is taken by Enter, or put into the line by Tab. */
export function textModel(question: {
  readonly default?: string;
  readonly validate?: Validate<string>;
}): Model<Line, string> {
  // A default with control characters in it would be printed as it is.
  const proposal =
    question.default !== undefined && clean(question.default) === question.default ? question.default : '';
  return {
    first: emptyLine,
    keys: 'Enter takes what is typed; with nothing typed, what stands in brackets.',
    lineOf: (line) => line,
    press: (line, key) => (key.name === 'tab' && textOf(line) === '' ? lineOf(proposal) : edit(line, key)),
    submit: async (line) => {
      const answer = textOf(line) || proposal;
      const error = await faultOf(question.validate, answer);
      return error === undefined
        ? { kind: 'answer', answer, shown: clean(answer) }
        : { kind: 'stay', state: line, error };
    },
    view: (line) => ({
      line,
      aside: proposal === '' || textOf(line) !== '' ? undefined : `(${proposal})`,
      rows: [],
    }),
  };
}
