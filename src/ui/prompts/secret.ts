import { edit, emptyLine, textOf, type Line } from './line.ts';
import { faultOf, type Model, type Submission, type Validate } from './model.ts';

interface Typed {
  readonly line: Line;
  /** What was typed the first time, while it is typed again. */
  readonly once?: string;
}

const stars = ({ before, after }: Line): Line => ({
  before: '*'.repeat(before.length),
  after: '*'.repeat(after.length),
});

/** How long a secret is, is nobody's business once it is given. */
const hidden = '********';

const started = { line: emptyLine };

/** A secret: stars on the screen, and no other copy of it than the answer. */
export function secretModel(question: {
  readonly twice?: true;
  readonly validate?: Validate<string>;
}): Model<Typed, string> {
  const judge = async (answer: string, line: Line): Promise<Submission<Typed, string>> => {
    const error = await faultOf(question.validate, answer);
    if (error !== undefined) return { kind: 'stay', state: { line }, error };
    if (question.twice === true && answer !== '')
      return { kind: 'stay', state: { line: emptyLine, once: answer } };
    return { kind: 'answer', answer, shown: answer === '' ? '' : hidden };
  };
  const compare = (again: string, once: string): Submission<Typed, string> =>
    again === once
      ? { kind: 'answer', answer: again, shown: hidden }
      : { kind: 'stay', state: started, error: 'The two are not alike. Type it anew, then once more.' };
  return {
    first: started,
    literal: true,
    keys: 'Enter takes what is typed; the screen shows stars for it.',
    lineOf: ({ line }) => line,
    press: (typed, key) => ({ ...typed, line: edit(typed.line, key) }),
    submit: ({ line, once }) =>
      once === undefined ? judge(textOf(line), line) : compare(textOf(line), once),
    view: ({ line, once }) => ({
      line: stars(line),
      message: once === undefined ? undefined : 'The same once more',
      rows: [],
    }),
  };
}
