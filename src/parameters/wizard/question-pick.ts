import type { Choice } from '../../core/ports.ts';
import { readType } from '../rules/parameter-type.ts';
import type { PickList } from '../pickers/picker.ts';
import {
  ask,
  violationSentence,
  explanationOf,
  judgeInput,
  type AskPorts,
  type Question,
} from './question.ts';
import { questionOf } from '../wording.ts';

/** No value of CloudFormation's begins so; it stands for "not in the list". */
const askAsText = '\u0000typed';

const other: Choice<string> = { name: 'Type it instead', value: askAsText };

const askSeveral = async (question: Question, pick: PickList, ports: AskPorts): Promise<string> => {
  const before = question.before?.split(',').map((item) => item.trim());
  const choices = pick.choices.map((choice) =>
    before === undefined ? choice : { ...choice, checked: before.includes(choice.value) },
  );
  const chosen = await ports.prompt.checkbox({
    message: questionOf(question.parameter),
    hint: explanationOf(question),
    choices: [...choices, other],
    validate: (values) => (values.includes(askAsText) ? true : violationSentence(question, values.join(','))),
  });
  return chosen.includes(askAsText) ? ask(question, ports) : chosen.join(',');
};

const askOne = async (question: Question, pick: PickList, ports: AskPorts): Promise<string> => {
  const empty: Choice<string>[] = question.enrichment.mayBeEmpty ? [{ name: '(empty)', value: '' }] : [];
  const proposed = question.before ?? (empty.length > 0 ? '' : pick.best[0]);
  const chosen = await ports.prompt.select({
    message: questionOf(question.parameter),
    hint: explanationOf(question),
    choices: [...pick.choices, ...empty, other],
    default: proposed,
  });
  if (chosen === askAsText) return ask(question, ports);
  // A thing of the account may still not fit the template's own pattern.
  return (await judgeInput(question, ports)(chosen)) === true ? chosen : ask(question, ports);
};

/** Asks by a list of what the account has; anything else can still be typed. */
export const askPick = (question: Question, pick: PickList, ports: AskPorts): Promise<string> =>
  readType(question.parameter.type).list ? askSeveral(question, pick, ports) : askOne(question, pick, ports);
