import type { TemplateValue } from '../../core/template.ts';
import { cidrBlocks } from './cidr.ts';
import { shortText } from '../../core/text.ts';
import type { PartialValue, EvaluationRun } from './scope.ts';
import { unknown } from './scope.ts';
import type { Mapping } from '../document/section.ts';
import { templateLimit } from '../document/limits.ts';
import { isList, isMapping, textOf } from '../document/section.ts';

interface FunctionCall {
  readonly run: EvaluationRun;
  readonly fail: (fault: string) => Error;
}
/** A function of values that are all known. */
type IntrinsicFunction = (argument: TemplateValue, call: FunctionCall) => PartialValue;

const pair = (argument: TemplateValue): readonly TemplateValue[] => (isList(argument) ? argument : []);

/** A short text can ask for one that no memory holds, and a template may be anybody's: a whole one has no more. */
export function joined(texts: readonly string[], separator: string, fail: (fault: string) => Error): string {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  if (length > templateLimit) throw fail(`makes a text of more than ${templateLimit} characters`);
  return texts.join(separator);
}

const join: IntrinsicFunction = (argument, { fail }) => {
  const [delimiter, list, more] = pair(argument);
  const separator = textOf(delimiter);
  if (separator === undefined || !isList(list) || more !== undefined)
    throw fail('needs a delimiter and a list');
  const texts = list.map(textOf).filter((text) => text !== undefined);
  if (texts.length < list.length)
    throw fail('can only join text, and one of its items is a list or a mapping');
  return joined(texts, separator, fail);
};

const splitText: IntrinsicFunction = (argument, { fail }) => {
  const [delimiter, source, more] = pair(argument);
  const separator = textOf(delimiter);
  const text = textOf(source);
  if (separator === undefined || separator === '' || text === undefined || more !== undefined)
    throw fail('needs a delimiter, which may not be empty, and a text');
  return text.split(separator);
};

const select: IntrinsicFunction = (argument, { fail }) => {
  const [position, list, more] = pair(argument);
  const index = Number(textOf(position) ?? 'none');
  if (!Number.isInteger(index) || !isList(list) || more !== undefined)
    throw fail('needs the number of an item and a list');
  const item = list[index];
  if (item === undefined) throw fail(`asks for item ${index} of a list that has ${list.length}`);
  return item;
};

const findInMap: IntrinsicFunction = (argument, { run, fail }) => {
  const [map, top, second, options] = pair(argument);
  const keys = [map, top, second].map(textOf);
  if (keys.includes(undefined)) throw fail('needs the name of a mapping and two keys');
  let found: TemplateValue | undefined = run.scope.template.mappings;
  for (const key of keys as string[])
    found = isMapping(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  // DefaultValue comes with the language extensions.
  found ??= isMapping(options) ? options['DefaultValue'] : undefined;
  if (found === undefined) throw fail(`finds nothing at ${shortText(keys.join('.'), 120)}`);
  return found;
};

const cidr: IntrinsicFunction = (argument, { fail }) => {
  const [block, count, bits] = pair(argument).map(textOf);
  const blocks = block === undefined ? undefined : cidrBlocks(block, Number(count), Number(bits ?? NaN));
  if (blocks === undefined)
    throw fail(
      'needs an address range, how many parts (1 to 256) and their host bits, and the parts must fit',
    );
  return blocks;
};

const zones: IntrinsicFunction = (argument, { run }) => {
  const region = textOf(argument) || (run.scope.pseudo.get('AWS::Region') ?? '');
  return run.scope.zones?.(region) ?? unknown;
};

const importValue: IntrinsicFunction = (argument, { run, fail }) => {
  const name = textOf(argument);
  if (name === undefined || name === '') throw fail('needs the name of an export');
  if (run.scope.imports === undefined) return unknown;
  const value = run.scope.imports(name);
  if (value === undefined) throw fail(`asks for export "${shortText(name)}", and no stack here exports that`);
  return value;
};

/** A role of another account may be named too; whose stack it is, is the scope's to know. */
const getStackOutput: IntrinsicFunction = (argument, { run, fail }) => {
  const asked = isMapping(argument) ? argument : {};
  const [stack, output] = ['StackName', 'OutputName'].map((name) => textOf(asked[name] ?? null));
  if (stack === undefined || output === undefined) throw fail('needs a StackName and an OutputName');
  if (run.scope.stackOutputs === undefined) return unknown;
  const region = textOf(asked['Region'] ?? null) ?? run.scope.pseudo.get('AWS::Region') ?? '';
  const value = run.scope.stackOutputs(stack, output, region, textOf(asked['RoleArn'] ?? null));
  if (value instanceof Error) throw fail(`cannot read stack "${shortText(stack)}": ${value.message}`);
  if (value === undefined)
    throw fail(`asks for output "${shortText(output)}" of stack "${shortText(stack)}", which is not there`);
  return value;
};

const base64: IntrinsicFunction = (argument, { fail }) => {
  const text = textOf(argument);
  if (text === undefined) throw fail('needs a text');
  return Buffer.from(text, 'utf8').toString('base64');
};

const length: IntrinsicFunction = (argument, { fail }) => {
  if (!isList(argument)) throw fail('needs a list');
  return argument.length;
};

const equals: IntrinsicFunction = (argument, { fail }) => {
  const [left, right, more] = pair(argument);
  if (left === undefined || right === undefined || more !== undefined) throw fail('needs two values');
  return comparable(left) === comparable(right);
};

/** `true` equals `"true"`, `1` equals `"1"`: CloudFormation compares text. */
const comparable = (value: TemplateValue): string =>
  JSON.stringify(value, (_key, inner: TemplateValue) =>
    isMapping(inner) ? sorted(inner) : isList(inner) ? inner : (textOf(inner) ?? null),
  );
const sorted = (mapping: Mapping): Mapping =>
  Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));

/** By long form. `Ref`, `Fn::GetAtt`, `Fn::If` and `Fn::Sub` are not here: they do not take all their arguments evaluated. */
export const functions: Readonly<Record<string, IntrinsicFunction>> = Object.assign(
  Object.create(null) as object,
  {
    'Fn::Base64': base64,
    'Fn::Cidr': cidr,
    'Fn::Equals': equals,
    'Fn::FindInMap': findInMap,
    'Fn::GetAZs': zones,
    'Fn::GetStackOutput': getStackOutput,
    'Fn::ImportValue': importValue,
    'Fn::Join': join,
    'Fn::Length': length,
    'Fn::Select': select,
    'Fn::Split': splitText,
    'Fn::ToJsonString': (argument: TemplateValue) => JSON.stringify(argument),
    /** Only CloudFormation can run the macro. */
    'Fn::Transform': () => unknown,
  },
);
