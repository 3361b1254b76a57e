import type { TemplateParameter } from '../../core/template.ts';
import { readType, type ParameterType } from './parameter-type.ts';
import { shortText } from '../../core/text.ts';
import { thingOf, thingsOf } from '../wording.ts';

const bounds = (least: number | undefined, most: number | undefined): string => {
  if (least !== undefined && most !== undefined)
    return least === most ? `exactly ${least}` : `${least} to ${most}`;
  return least !== undefined ? `at least ${least}` : `at most ${most}`;
};

const subject = (type: ParameterType): string => {
  if (type.aws !== undefined)
    return type.list ? `existing ${thingsOf(type.aws)}, comma-separated` : `an existing ${thingOf(type.aws)}`;
  if (type.number) return type.list ? 'numbers, comma-separated' : 'a number';
  return type.list ? 'a comma-separated list' : '';
};

const limits = (parameter: TemplateParameter): string[] => {
  const { minLength, maxLength, minValue, maxValue } = parameter;
  const said: string[] = [];
  if (minLength !== undefined || maxLength !== undefined)
    said.push(
      `${bounds(minLength, maxLength)} ${(maxLength ?? minLength) === 1 ? 'character' : 'characters'}`,
    );
  if (minValue !== undefined || maxValue !== undefined) said.push(bounds(minValue, maxValue));
  return said;
};

/**
 * What a value must be, as a phrase; empty where anything goes. The template's own sentence
 * (ConstraintDescription) wins: its author knows what the pattern is for.
 */
export function ruleOf(parameter: TemplateParameter): string {
  const own = shortText(parameter.constraintDescription ?? '', 300);
  if (own !== '') return own;
  if (parameter.allowedValues !== undefined)
    return `one of ${shortText(parameter.allowedValues.map((value) => (value === '' ? '(empty)' : value)).join(', '), 300)}`;
  const parts = [subject(readType(parameter.type)), ...limits(parameter)];
  if (parameter.allowedPattern !== undefined)
    parts.push(`matching ${shortText(parameter.allowedPattern, 200)}`);
  return parts.filter((part) => part !== '').join(', ');
}

/** The same as a clause for "does not fit: …". */
export function ruleClause(parameter: TemplateParameter): string {
  const rule = ruleOf(parameter);
  if (rule === '') return 'the template does not accept it';
  if ((parameter.constraintDescription ?? '') !== '') return `the template's rule is "${rule}"`;
  return rule.startsWith('matching ')
    ? `it must match ${rule.slice('matching '.length)}`
    : `it must be ${rule}`;
}
