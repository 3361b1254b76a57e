import type { Prompter } from '../../../core/ports.ts';
import { shortText } from '../../../core/text.ts';
import { constraintViolation } from '../../rules/constraint.ts';
import { readType } from '../../rules/parameter-type.ts';
import { ruleOf } from '../../rules/rule.ts';
import { questionOf } from '../../wording.ts';
import { exampleBeside } from './explanation.ts';
import { lookUp } from './look-up.ts';
import { LeftEmpty, type AskPorts, type Question } from './types.ts';

/** A needed value was left empty this often in a row: whoever only presses Enter is let out. */
const patience = 3;

type Frame = Pick<Parameters<Prompter['text']>[0], 'message' | 'hint' | 'explain' | 'canStepBack'>;

const explanation = ({ parameter, enrichment }: Question): string =>
  enrichment.explain ?? shortText(parameter.description ?? '', 300);

/** @param hint for lists, which show what fits themselves, the explanation. */
export const frameOf = (question: Question, hint = explanation(question)): Frame => ({
  message: questionOf(question.parameter),
  hint,
  explain: question.explain,
  canStepBack: question.canStepBack,
});

/** Nobody has given it a label: what the template says of it is all there is to go by. */
const described = (question: Question): string =>
  questionOf(question.parameter) === question.parameter.key ? explanation(question).replace(/[.:]$/, '') : '';

/** What it is, where its name alone would have to say it; what fits, and an example: a line or two above the question. */
const ruleHint = (question: Question): string => {
  const { parameter, enrichment, before } = question;
  const rule = ruleOf(parameter);
  return [
    described(question),
    rule,
    exampleBeside(rule, enrichment.example),
    enrichment.mayBeEmpty ? 'may be empty' : '',
    enrichment.mayBeEmpty && before !== undefined ? `now ${shortText(before)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
};

const sentence = (clause: string): string =>
  `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`.replace(/\.?$/, '.');

/** For lists that are ticked: the constraints alone, what is listed exists. */
const violationSentence = (question: Question, value: string): string | true => {
  const clause = constraintViolation(question.parameter, value);
  return clause === undefined ? true : sentence(clause);
};

/** Judges what is typed, and counts how often nothing was; what could not be looked up is told once it is taken. */
export class Judgement {
  readonly #question: Question;
  readonly #ports: AskPorts;
  #empty = 0;
  #remark: string | undefined;

  constructor(question: Question, ports: AskPorts) {
    this.#question = question;
    this.#ports = ports;
  }

  readonly judge = async (input: string): Promise<string | true> => {
    const value = this.#question.clean(input);
    this.#remark = undefined;
    const violation = violationSentence(this.#question, value);
    if (violation !== true) return this.refuse(value, violation);
    const looked = value === '' ? {} : await lookUp(this.#question, value, this.#ports);
    this.#remark = looked.remark;
    return looked.fault === undefined ? true : sentence(looked.fault);
  };

  /** The refusal, or true where nothing was given once too often: `taken` then ends the question. */
  refuse(value: string, why: string): string | true {
    this.#empty = value === '' ? this.#empty + 1 : 0;
    return this.#empty >= patience ? true : why;
  }

  /** @throws LeftEmpty */
  taken(value: string): string {
    if (value === '' && this.#empty >= patience) throw new LeftEmpty();
    if (this.#remark !== undefined) this.#ports.emit({ type: 'note', level: 'warn', message: this.#remark });
    return value;
  }
}

/** A proposal could not be emptied again: Enter takes it. */
const clearable = ({ enrichment }: Question): boolean => enrichment.mayBeEmpty === true;

const askText = async (question: Question, judgement: Judgement, ports: AskPorts): Promise<string> => {
  const frame = { ...frameOf(question, ruleHint(question)), validate: judgement.judge };
  const given = question.secret
    ? await ports.prompt.secret({ ...frame, ...(question.invented ? { twice: true as const } : {}) })
    : await ports.prompt.text({ ...frame, default: clearable(question) ? undefined : question.before });
  return judgement.taken(question.clean(given));
};

/** Enter pressed too early would send an empty value: only where that is known to be meant is it taken at once. */
const confirmEmpty = async (question: Question, { prompt }: AskPorts): Promise<boolean> =>
  question.enrichment.mayBeEmpty === true ||
  prompt.confirm({ message: `Leave "${questionOf(question.parameter)}" empty?`, default: false });

const named = (value: string): { name: string; value: string } => ({
  name: value === '' ? '(empty)' : shortText(value),
  value,
});

const askAllowed = async (
  question: Question,
  allowed: readonly string[],
  ports: AskPorts,
): Promise<string> => {
  if (!readType(question.parameter.type).list)
    return ports.prompt.select({
      ...frameOf(question),
      choices: allowed.map(named),
      default: allowed.find((value) => value === question.before),
    });
  const judgement = new Judgement(question, ports);
  const current = question.before?.split(',') ?? [];
  const chosen = await ports.prompt.checkbox({
    ...frameOf(question),
    choices: allowed.map((value) => ({ ...named(value), checked: current.includes(value) })),
    validate: ticked(question, judgement),
  });
  return judgement.taken(chosen.join(','));
};

/** Validation of a list that is ticked. */
export const ticked =
  (question: Question, judgement: Judgement) =>
  (values: readonly string[]): string | true => {
    const value = values.join(',');
    const violation = violationSentence(question, value);
    return violation === true ? true : judgement.refuse(value, violation);
  };

/**
 * Asks for one value in the way its type calls for; asked again until it fits. What is typed is literal.
 * @throws LeftEmpty
 */
export async function ask(question: Question, ports: AskPorts): Promise<string> {
  const { allowedValues } = question.parameter;
  // An empty list of allowed values allows nothing; the text prompt then tells the rule.
  if (allowedValues !== undefined && allowedValues.length > 0 && !question.secret)
    return askAllowed(question, allowedValues, ports);
  const judgement = new Judgement(question, ports);
  for (let declined = 0; declined < patience; declined++) {
    const value = await askText(question, judgement, ports);
    if (value !== '' || (await confirmEmpty(question, ports))) return value;
  }
  throw new LeftEmpty();
}
