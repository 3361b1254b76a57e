import type { Ports } from '../../core/ports.ts';
import type { Enrichment } from '../../core/product.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { constraintViolation } from '../rules/constraint.ts';
import { lookup } from '../rules/lookup.ts';
import { readType } from '../rules/parameter-type.ts';
import { ruleOf } from '../rules/rule.ts';
import { questionOf } from '../wording.ts';

export interface Question {
  readonly parameter: TemplateParameter;
  readonly enrichment: Enrichment;
  /** Masked, because NoEcho or because `@prompt` says so. */
  readonly secret: boolean;
  /** Makes of what is typed what was meant. */
  readonly clean: (input: string) => string;
  /** What stands there now, proposed again. */
  readonly before?: string;
}

export type AskPorts = Pick<Ports, 'prompt' | 'facts'>;

/** For lists, which show what fits themselves. */
export const explanationOf = ({ parameter, enrichment }: Question): string =>
  enrichment.explain ?? shortText(parameter.description ?? '', 300);

/** A rule often ends in the very example. */
const exampleBeside = (rule: string, example: string | undefined): string =>
  example === undefined || rule.includes(example) ? '' : `for example ${example}`;

/** Why it is asked, what fits, and an example: one line beside the question. */
const hintOf = (question: Question): string => {
  const { parameter, enrichment, before } = question;
  const rule = ruleOf(parameter);
  return [
    explanationOf(question),
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

/** True, or the rule that was broken, to be asked again. */
export const judgeInput =
  (question: Question, ports: AskPorts) =>
  async (input: string): Promise<string | true> => {
    const value = question.clean(input);
    const clause = constraintViolation(question.parameter, value);
    if (clause !== undefined) return sentence(clause);
    const looked = await lookup(question.parameter, value, ports);
    if (looked.found !== false) return true;
    return sentence(looked.absent === '' ? looked.clause : `${looked.clause}: ${looked.absent}`);
  };

/** A proposal could not be emptied again: Enter takes it. */
const clearable = ({ enrichment }: Question): boolean => enrichment.mayBeEmpty === true;

const askText = async (question: Question, ports: AskPorts): Promise<string> => {
  const validate = judgeInput(question, ports);
  const message = questionOf(question.parameter);
  const hint = hintOf(question);
  const given = question.secret
    ? await ports.prompt.secret({ message, hint, validate })
    : await ports.prompt.text({
        message,
        hint,
        validate,
        default: clearable(question) ? undefined : question.before,
      });
  return question.clean(given);
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
  { prompt }: AskPorts,
): Promise<string> => {
  const message = questionOf(question.parameter);
  const hint = explanationOf(question);
  const current = question.before?.split(',') ?? [];
  if (!readType(question.parameter.type).list) {
    const standing = allowed.find((value) => value === question.before);
    return prompt.select({
      message,
      hint,
      choices: allowed.map(named),
      default: standing,
    });
  }
  const chosen = await prompt.checkbox({
    message,
    hint,
    choices: allowed.map((value) => ({ ...named(value), checked: current.includes(value) })),
    validate: (values) => violationSentence(question, values.join(',')),
  });
  return chosen.join(',');
};

/** For lists that are ticked: the constraints alone, what is listed exists. */
export function violationSentence(question: Question, value: string): string | true {
  const clause = constraintViolation(question.parameter, value);
  return clause === undefined ? true : sentence(clause);
}

/** Asks for one value in the way its type calls for; asked again until it fits. What is typed is literal. */
export async function ask(question: Question, ports: AskPorts): Promise<string> {
  const { allowedValues } = question.parameter;
  // An empty list of allowed values allows nothing; the text prompt then tells the rule.
  if (allowedValues !== undefined && allowedValues.length > 0 && !question.secret)
    return askAllowed(question, allowedValues, ports);
  for (;;) {
    const value = await askText(question, ports);
    if (value !== '' || (await confirmEmpty(question, ports))) return value;
  }
}
