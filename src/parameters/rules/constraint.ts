import { Buffer } from 'node:buffer';
import type { TemplateParameter } from '../../core/template.ts';
import { itemsOf, readType } from './parameter-type.ts';
import { matchesJavaPattern } from '../../template/java-pattern/matches.ts';
import { ruleClause } from './rule.ts';

/** CloudFormation's limit for one parameter value, in bytes of UTF-8. */
const valueLimit = 4096;

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

type Constraint = (parameter: TemplateParameter, item: string) => boolean;

const allowed: Constraint = ({ allowedValues }, item) => allowedValues?.includes(item) ?? true;

/** Undefined (not ours to judge) passes: CloudFormation judges every value again. */
const pattern: Constraint = ({ allowedPattern }, item) =>
  allowedPattern === undefined || matchesJavaPattern(allowedPattern, item) !== false;

/** Lengths belong to single texts; how CloudFormation counts a list is not documented. */
const length: Constraint = ({ type, minLength, maxLength }, item) => {
  if (readType(type).list || readType(type).number) return true;
  return item.length >= (minLength ?? 0) && item.length <= (maxLength ?? Infinity);
};

const number: Constraint = ({ type, minValue, maxValue }, item) => {
  if (!readType(type).number) return true;
  return (
    decimal.test(item) && Number(item) >= (minValue ?? -Infinity) && Number(item) <= (maxValue ?? Infinity)
  );
};

/** An id cannot be empty: CloudFormation accepts the call, then rolls the stack back. */
const named: Constraint = ({ type }, item) => readType(type).aws === undefined || item !== '';

const constraints: readonly Constraint[] = [allowed, number, named, length, pattern];

/**
 * What is wrong with a value, as a clause to follow the parameter's name; undefined when nothing is.
 * Judges as CloudFormation does: the whole value, each item of a list. AWS-typed values are only judged
 * by their form here; `lookup` asks the account. The clause never repeats the value.
 */
export function constraintViolation(parameter: TemplateParameter, value: string): string | undefined {
  const bytes = Buffer.byteLength(value, 'utf8');
  if (bytes > valueLimit)
    return `it is ${bytes} bytes long and CloudFormation takes ${valueLimit} bytes at most`;
  const type = readType(parameter.type);
  const items = itemsOf(type, value);
  if (type.list && type.aws !== undefined && items.length === 0) return ruleClause(parameter);
  const fits = items.every((item) => constraints.every((judge) => judge(parameter, item)));
  return fits ? undefined : ruleClause(parameter);
}
