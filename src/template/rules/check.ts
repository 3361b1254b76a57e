import type { Template, TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { lineOf } from '../document/lines.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { templateInvalid } from '../errors.ts';
import { isPseudo } from '../intrinsics/pseudo-parameters.ts';
import { ruleFunctionOf } from './functions.ts';

/**
 * Everything in `Rules` that CloudFormation refuses whatever the values are.
 * @throws InstallError `template-invalid` naming the first such fault.
 */
export function checkRules(template: Template): void {
  for (const { name, condition, assertions } of template.rules.values()) {
    const place = { path: `Rules.${name}`, template };
    if (condition !== undefined) checkValue(condition, place);
    for (const { assert } of assertions) checkValue(assert, place);
  }
}

interface RulePlace {
  readonly path: string;
  readonly template: Template;
}

const refused = (place: RulePlace, owner: Mapping, fault: string): Error =>
  templateInvalid(`${shortText(place.path)} ${fault}.`, { line: lineOf(owner) });

/** How many arguments each takes; And and Or take the same number everywhere in CloudFormation. */
const argumentCounts: Readonly<Record<string, readonly [number, number]>> = {
  'Fn::And': [2, 10],
  'Fn::Or': [2, 10],
  'Fn::Not': [1, 1],
  'Fn::Equals': [2, 2],
  'Fn::Contains': [2, 2],
  'Fn::EachMemberEquals': [2, 2],
  'Fn::EachMemberIn': [2, 2],
  'Fn::RefAll': [1, 1],
  'Fn::ValueOf': [2, 2],
  'Fn::ValueOfAll': [2, 2],
};

/** Its documentation names `Fn::If`; CloudFormation answers that it is not supported in the Rules block. */
const notInRules = ['Fn::If', 'Condition'];

const checkValue = (value: TemplateValue, place: RulePlace): void => {
  if (isList(value)) for (const item of value) checkValue(item, place);
  if (!isMapping(value)) return;
  const call = ruleFunctionOf(value);
  // What is no function of rules is left to CloudFormation, its arguments too.
  if (call === undefined) return;
  const [name, argument] = call;
  if (notInRules.includes(name))
    throw refused(place, value, `uses ${name}, which CloudFormation does not take in rules`);
  checkCount(name, argument, value, place);
  if (name === 'Ref') checkParameter(textOf(argument), value, place, isPseudo);
  else if (textOnly.includes(name)) checkTexts(name, argument, value, place);
  else checkValue(argument, place);
};

const checkCount = (name: string, argument: TemplateValue, owner: Mapping, place: RulePlace): void => {
  const [least, most] = argumentCounts[name] ?? [1, 1];
  const count = isList(argument) ? argument.length : 1;
  if (count >= least && count <= most) return;
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  throw refused(
    place,
    owner,
    `gives ${name} ${count} ${count === 1 ? 'argument' : 'arguments'}; it takes ${wanted}`,
  );
};

/** No other function may stand in these. */
const textOnly = ['Fn::RefAll', 'Fn::ValueOf', 'Fn::ValueOfAll'];

const checkTexts = (name: string, argument: TemplateValue, owner: Mapping, place: RulePlace): void => {
  const texts = (isList(argument) ? argument : [argument]).map(textOf);
  if (texts.includes(undefined)) throw refused(place, owner, `gives ${name} something that is no text`);
  if (name === 'Fn::ValueOf') checkParameter(texts[0], owner, place, () => false);
};

const checkParameter = (
  name: string | undefined,
  owner: Mapping,
  place: RulePlace,
  alsoKnown: (name: string) => boolean,
): void => {
  if (name !== undefined && (place.template.parameters.has(name) || alsoKnown(name))) return;
  throw refused(place, owner, `refers to "${shortText(name ?? '')}", but there is no such parameter in it`);
};
