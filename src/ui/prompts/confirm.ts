import { edit, emptyLine, textOf, type Line } from './line.ts';
import type { Model, Submission } from './model.ts';

/** Yes or no by its first letter; nothing else is taken for either. */
export function confirmModel(byDefault: boolean): Model<Line, boolean> {
  const answered = (answer: boolean): Submission<Line, boolean> => ({
    kind: 'answer',
    answer,
    shown: answer ? 'Yes' : 'No',
  });
  return {
    first: emptyLine,
    keys: 'y is yes, n is no; Enter alone is the one in capitals.',
    lineOf: (line) => line,
    press: edit,
    submit: (line) => {
      const typed = textOf(line).trim();
      if (typed === '') return answered(byDefault);
      if (/^y(es)?$/i.test(typed)) return answered(true);
      if (/^no?$/i.test(typed)) return answered(false);
      return { kind: 'stay', state: emptyLine, error: 'Type y for yes or n for no.' };
    },
    view: (line) => ({ line, aside: byDefault ? '(Y/n)' : '(y/N)', rows: [] }),
  };
}
