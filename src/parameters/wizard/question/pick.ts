import type { Choice } from '../../../core/ports.ts';
import type { PickList } from '../../pickers/picker.ts';
import { constraintViolation } from '../../rules/constraint.ts';
import { readType } from '../../rules/parameter-type.ts';
import { ask, frameOf, Judgement, ticked } from './question.ts';
import type { AskPorts, Question } from './types.ts';

/** No value of CloudFormation's begins so; it stands for "not in the list". */
const askAsText = '\u0000typed';

/** Likewise; it stands for "make it in the account". */
export const toBeMade = '\u0000made';

const making = (title: string | undefined): readonly Choice<string>[] =>
  title === undefined ? [] : [{ name: title, value: toBeMade, description: 'Shown first, with its cost.' }];

const other: Choice<string> = { name: 'Type it instead', value: askAsText };

const askSeveral = async (
  question: Question,
  pick: PickList,
  ports: AskPorts,
  title?: string,
): Promise<string> => {
  const before = question.before?.split(',').map((item) => item.trim());
  const judgement = new Judgement(question, ports);
  const fits = ticked(question, judgement);
  const choices = pick.choices.map((choice) =>
    before === undefined ? choice : { ...choice, checked: before.includes(choice.value) },
  );
  const chosen = await ports.prompt.checkbox({
    ...frameOf(question),
    choices: [...choices, ...making(title), other],
    validate: (values) => (values.includes(askAsText) || values.includes(toBeMade) ? true : fits(values)),
  });
  if (chosen.includes(toBeMade)) return toBeMade;
  return chosen.includes(askAsText) ? ask(question, ports) : judgement.taken(chosen.join(','));
};

const askOne = async (
  question: Question,
  pick: PickList,
  ports: AskPorts,
  title?: string,
): Promise<string> => {
  const empty: Choice<string>[] = question.enrichment.mayBeEmpty ? [{ name: '(empty)', value: '' }] : [];
  const proposed = question.before ?? (empty.length > 0 ? '' : pick.best[0]);
  const chosen = await ports.prompt.select({
    ...frameOf(question),
    choices: [...pick.choices, ...making(title), ...empty, other],
    default: proposed,
  });
  if (chosen === toBeMade) return toBeMade;
  if (chosen === askAsText) return ask(question, ports);
  // A thing of the account may still not fit the template's own pattern.
  return (await new Judgement(question, ports).judge(chosen)) === true ? chosen : ask(question, ports);
};

/** A plain text may be a list as well: its pattern takes two of the things where it does not take one. */
const takesSeveral = ({ parameter }: Question, { best, choices }: PickList): boolean => {
  if (readType(parameter.type).list) return true;
  const [first, second] = best.length > 1 ? best : choices.map(({ value }) => value);
  return (
    first !== undefined &&
    second !== undefined &&
    parameter.allowedPattern !== undefined &&
    constraintViolation(parameter, first) !== undefined &&
    constraintViolation(parameter, `${first},${second}`) === undefined
  );
};

/**
 * Asks by a list of what the account has; anything else can still be typed.
 * @param title of what can be made in the account; chosen, the answer is `toBeMade`
 * @throws LeftEmpty
 */
export const askPick = (
  question: Question,
  pick: PickList,
  ports: AskPorts,
  title?: string,
): Promise<string> =>
  takesSeveral(question, pick)
    ? askSeveral(question, pick, ports, title)
    : askOne(question, pick, ports, title);
