import type { TemplateValue } from '../../core/template.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { transformFailed } from '../errors.ts';
import { isLoop, languageExtensions } from './declared.ts';
import { mappingOf, type Expansion } from './expansion.ts';

const incorrect = (name: string): Error =>
  transformFailed(languageExtensions, `Fn::ForEach layout is incorrect (${name})`);

/** Loops become what they stand for, wherever they are. */
export function unrolled(value: TemplateValue, expansion: Expansion): TemplateValue {
  if (isList(value)) return value.map((item) => unrolled(item, expansion));
  if (!isMapping(value)) return value;
  const entries = new Map<string, TemplateValue>();
  for (const [key, item] of Object.entries(value))
    for (const [name, made] of entriesOf(key, item, expansion)) {
      if (entries.has(name)) throw incorrect(name);
      entries.set(name, unrolled(made, expansion));
    }
  return mappingOf(entries);
}

/** An entry as it is, or all that a loop, and the loops within it, make of one. */
function* entriesOf(
  key: string,
  item: TemplateValue,
  expansion: Expansion,
): Generator<readonly [string, TemplateValue]> {
  if (!isLoop(key)) return yield [key, item];
  for (const [name, made] of passes(key, item, expansion)) yield* entriesOf(name, made, expansion);
}

function* passes(
  name: string,
  loop: TemplateValue,
  expansion: Expansion,
): Generator<readonly [string, TemplateValue]> {
  const [identifier, collection, fragment, more] = isList(loop) ? loop : [];
  if (
    typeof identifier !== 'string' ||
    collection === undefined ||
    !isMapping(fragment) ||
    more !== undefined
  )
    throw incorrect(name);
  const known = expansion.known(collection);
  const items = isList(known) ? known.map(textOf) : [undefined];
  for (const item of items) {
    if (item === undefined) throw incorrect(name);
    for (const [key, value] of Object.entries(fragment)) yield passed(key, value, identifier, item);
  }
}

/** One entry of a loop's fragment, for one item. */
const passed = (
  key: string,
  value: TemplateValue,
  identifier: string,
  item: string,
): readonly [string, TemplateValue] => [
  keyFor(key, identifier, item),
  isLoop(key) ? innerLoop(value, identifier, item) : substituted(value, identifier, item),
];

/** `&{X}` takes letters and digits only, because a logical id may have no others. */
const keyFor = (key: string, identifier: string, item: string): string =>
  key.replaceAll(`\${${identifier}}`, item).replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));

/** Names of resources and conditions, which have nothing else between braces. */
const naming = new Set(['Condition', 'DependsOn', 'Fn::GetAtt', 'Ref']);

/** AWS puts the item into `Ref`, `Fn::Sub` and names; a plain text keeps its `${X}`. */
const substituted = (value: TemplateValue, identifier: string, item: string): TemplateValue => {
  const again = (inner: TemplateValue): TemplateValue => substituted(inner, identifier, item);
  if (isList(value)) return value.map(again);
  if (!isMapping(value)) return value;
  if (value['Ref'] === identifier) return item;
  const entries = Object.entries(value).map(([key, inner]): [string, TemplateValue] => {
    if (isLoop(key)) return [keyFor(key, identifier, item), innerLoop(inner, identifier, item)];
    if (key === 'Fn::Sub') return [key, subText(inner, identifier, item)];
    return [key, naming.has(key) ? named(again(inner), identifier, item) : again(inner)];
  });
  return mappingOf(entries);
};

/** The keys that a loop within a loop makes are made from both. */
const innerLoop = (loop: TemplateValue, identifier: string, item: string): TemplateValue => {
  if (!isList(loop)) return loop;
  const [own, collection, fragment] = loop;
  if (own === undefined || collection === undefined || !isMapping(fragment)) return loop;
  const entries = Object.entries(fragment).map(([key, value]) => passed(key, value, identifier, item));
  return [own, substituted(collection, identifier, item), mappingOf(entries)];
};

const subText = (argument: TemplateValue, identifier: string, item: string): TemplateValue => {
  if (typeof argument === 'string') return argument.replaceAll(`\${${identifier}}`, item);
  if (!isList(argument)) return argument;
  const [text, variables] = argument;
  const own = isMapping(variables) ? substituted(variables, identifier, item) : variables;
  const shadowed = isMapping(variables) && identifier in variables;
  const first = shadowed || text === undefined ? text : subText(text, identifier, item);
  return [first ?? '', ...(own === undefined ? [] : [own])];
};

const named = (value: TemplateValue, identifier: string, item: string): TemplateValue => {
  if (typeof value === 'string') return keyFor(value, identifier, item);
  return isList(value) ? value.map((one) => named(one, identifier, item)) : value;
};
