import type { Choice } from '../../core/ports.ts';
import { readType } from '../rules/parameter-type.ts';
import type { Pick } from '../pickers/picker.ts';
import { ask, breachSentence, explanationOf, judgeInput, type AskPorts, type Question } from './question.ts';
import { questionOf } from '../wording.ts';

/** No value of CloudFormation's begins so; it stands for "not in the list". */
const typed = '\u0000typed';

const other: Choice<string> = { name: 'Type it instead', value: typed };

const tick = async (question: Question, pick: Pick, ports: AskPorts): Promise<string> => {
  const before = question.before?.split(',').map((item) => item.trim());
  const choices = pick.choices.map((choice) =>
    before === undefined ? choice : { ...choice, checked: before.includes(choice.value) },
  );
  const chosen = await ports.prompt.checkbox({
    message: questionOf(question.parameter),
    hint: explanationOf(question),
    choices: [...choices, other],
    validate: (values) => (values.includes(typed) ? true : breachSentence(question, values.join(','))),
  });
  return chosen.includes(typed) ? ask(question, ports) : chosen.join(',');
};

const choose = async (question: Question, pick: Pick, ports: AskPorts): Promise<string> => {
  const empty: Choice<string>[] = question.enrichment.mayBeEmpty ? [{ name: '(empty)', value: '' }] : [];
  const proposed = question.before ?? (empty.length > 0 ? '' : pick.best[0]);
  const chosen = await ports.prompt.select({
    message: questionOf(question.parameter),
    hint: explanationOf(question),
    choices: [...pick.choices, ...empty, other],
    ...(proposed === undefined ? {} : { default: proposed }),
  });
  if (chosen === typed) return ask(question, ports);
  // A thing of the account may still not fit the template's own pattern.
  return (await judgeInput(question, ports)(chosen)) === true ? chosen : ask(question, ports);
};

/** Asks by a list of what the account has; anything else can still be typed. */
export const askPick = (question: Question, pick: Pick, ports: AskPorts): Promise<string> =>
  readType(question.parameter.type).list ? tick(question, pick, ports) : choose(question, pick, ports);
