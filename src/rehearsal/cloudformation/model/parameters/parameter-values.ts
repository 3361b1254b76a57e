import type { Template, TemplateParameter } from '../../../../core/template.ts';
import { isListType, isSsmType, listItems } from '../../../../template/index.ts';
import { ServiceError } from '../../../service.ts';
import { matchesJavaPattern } from '../../../../template/java-pattern/matches.ts';
import { storedParameter } from './parameter-store.ts';
import type { ParameterValue } from '../stack-record.ts';
import type { Plain } from '../values.ts';
import type { World } from '../world.ts';

export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);

/**
 * The values of an operation: given, previous where asked for, else the template's default (never the previous one
 * unasked). Refuses with CloudFormation's own messages; AWS-typed values are only looked up later.
 */
export function resolveParameters(
  world: World,
  region: string,
  template: Template,
  given: readonly GivenParameter[],
  previous?: ReadonlyMap<string, ParameterValue>,
): ReadonlyMap<string, ParameterValue> {
  const sent = new Map(given.map((one) => [one.ParameterKey ?? '', one]));
  const strange = [...sent.keys()].filter((key) => !template.parameters.has(key));
  if (strange.length > 0) throw invalid(`Parameters: [${strange.join(', ')}] do not exist in the template`);
  const values = new Map<string, ParameterValue>();
  const missing: string[] = [];
  for (const parameter of template.parameters.values()) {
    const value = valueOf(parameter, sent.get(parameter.key), previous);
    if (value === undefined) missing.push(parameter.key);
    else values.set(parameter.key, resolved(world, region, parameter, value));
  }
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [key, { value }] of values) {
    const parameter = template.parameters.get(key);
    if (parameter !== undefined) checkValue(parameter, value);
  }
  return values;
}

const valueOf = (
  parameter: TemplateParameter,
  given: GivenParameter | undefined,
  previous: ReadonlyMap<string, ParameterValue> | undefined,
): string | undefined => {
  if (given?.UsePreviousValue !== true) return given?.ParameterValue ?? parameter.default;
  if (given.ParameterValue !== undefined)
    throw invalid(
      `Invalid input for parameter key ${parameter.key}. Cannot specify usePreviousValue as true and parameterValue at the same time`,
    );
  const before = previous?.get(parameter.key);
  if (before === undefined)
    throw invalid(
      `Invalid input for parameter key ${parameter.key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  return before.value;
};

/** An SSM-typed parameter keeps the name it was given and takes the value anew on every operation. */
const resolved = (
  world: World,
  region: string,
  parameter: TemplateParameter,
  value: string,
): ParameterValue => {
  if (!isSsmType(parameter.type) || parameter.type === 'AWS::SSM::Parameter::Name') return { value };
  const found = storedParameter(world, region, value);
  if (found === undefined)
    throw invalid(`Unable to fetch parameters [${value}] from parameter store for this account.`);
  if (found.type === 'SecureString')
    throw invalid(`Parameters [${value}] referenced by template have types not supported by CloudFormation.`);
  const isList = isListType(parameter.type);
  if (isList !== (found.type === 'StringList'))
    throw invalid(`Types for SSM parameters [${value}] defined in CFN template and SSM are incompatible`);
  return { value, resolved: isList ? listItems(found.value).join(',') : found.value };
};

const checkValue = (parameter: TemplateParameter, value: string): void => {
  const { key } = parameter;
  if (new TextEncoder().encode(value).byteLength > 4096)
    throw invalid(
      `1 validation error detected: Value at 'parameters' failed to satisfy constraint: Parameter '${key}' must have a value of at most 4096 bytes`,
    );
  const items = isListType(parameter.type) && !isSsmType(parameter.type) ? listItems(value) : [value];
  for (const item of items) {
    const fault = faultOf(parameter, item);
    if (fault !== undefined) throw invalid(fault);
  }
};

/** CloudFormation's words for the first constraint that one item breaks. */
const faultOf = (parameter: TemplateParameter, item: string): string | undefined => {
  const { key, constraintDescription } = parameter;
  const rule = ruleBroken(parameter, item);
  if (rule === undefined) return undefined;
  return constraintDescription === undefined || rule.builtIn === true
    ? `Parameter '${key}' ${rule.text}`
    : `Parameter ${key} failed to satisfy constraint: ${constraintDescription}`;
};

const ruleBroken = (
  parameter: TemplateParameter,
  item: string,
): { readonly text: string; readonly builtIn?: true } | undefined => {
  const { allowedValues, allowedPattern, minLength, maxLength } = parameter;
  if (/Number/.test(parameter.type)) {
    const numeric = numberFault(parameter, item);
    if (numeric !== undefined) return numeric;
  }
  if (allowedValues !== undefined && !allowedValues.includes(item))
    return { text: `must be one of AllowedValues` };
  const length = [...item].length;
  if (minLength !== undefined && length < minLength)
    return { text: `must contain at least ${minLength} characters` };
  if (maxLength !== undefined && length > maxLength)
    return { text: `must contain at most ${maxLength} characters` };
  // What the rehearsed account cannot judge it lets through.
  if (allowedPattern !== undefined && matchesJavaPattern(allowedPattern, item) === false)
    return { text: `must match pattern ${allowedPattern}` };
  return undefined;
};

const numberFault = (
  { minValue, maxValue }: TemplateParameter,
  item: string,
): { readonly text: string; readonly builtIn?: true } | undefined => {
  const number = Number(item);
  if (item.trim() === '' || !Number.isFinite(number)) return { text: 'must be a number.', builtIn: true };
  if (minValue !== undefined && number < minValue)
    return { text: `must be a number not less than ${minValue}` };
  if (maxValue !== undefined && number > maxValue)
    return { text: `must be a number not greater than ${maxValue}` };
  return undefined;
};

/** A parent hands its child texts: lists joined by commas. */
export const parameterText = (value: Plain): string =>
  Array.isArray(value)
    ? (value as readonly Plain[]).map(String).join(',')
    : value === null
      ? ''
      : String(value);
