import type { TemplateValue } from '../../../core/template.ts';
import { isList, isMapping, textOf, type Mapping } from '../../document/section.ts';
import { subParts } from '../../intrinsics/sub.ts';
import { mappingOf } from '../expansion.ts';

/** `!Ref Function.Version` and names whose resource goes by another id now. */
export function renamed(value: TemplateValue, names: ReadonlyMap<string, string>): TemplateValue {
  if (names.size === 0) return value;
  if (isList(value)) return value.map((item) => renamed(item, names));
  if (!isMapping(value)) return value;
  const [entry, more] = Object.entries(value);
  if (entry !== undefined && more === undefined) {
    const call = inCall(entry[0], entry[1], names);
    if (call !== undefined) return call;
  }
  return mappingOf(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'DependsOn' ? inList(item, names) : renamed(item, names),
    ]),
  );
}

const inCall = (
  name: string,
  argument: TemplateValue,
  names: ReadonlyMap<string, string>,
): Mapping | undefined => {
  const text = textOf(argument);
  if (name === 'Ref' && text !== undefined) return { Ref: names.get(text) ?? text };
  if (name === 'Fn::GetAtt') {
    const parts: readonly TemplateValue[] = isList(argument) ? argument : [text ?? ''];
    // `Function.Version.Arn` is read as `Function` and `Version.Arn`.
    const [id = '', ...rest] = parts.flatMap((part): readonly TemplateValue[] =>
      typeof part === 'string' ? part.split('.') : [part],
    );
    const known = textOf(id);
    const longer = names.get([known, textOf(rest[0])].join('.'));
    if (longer !== undefined) return { 'Fn::GetAtt': [longer, ...rest.slice(1)] };
    const own = names.get(known ?? '');
    return own === undefined ? undefined : { 'Fn::GetAtt': [own, ...rest] };
  }
  if (name !== 'Fn::Sub') return undefined;
  if (text !== undefined) return { 'Fn::Sub': inText(text, names) };
  if (!isList(argument)) return undefined;
  const [first, variables] = argument;
  return {
    'Fn::Sub': [
      inText(textOf(first) ?? '', names),
      ...(variables === undefined ? [] : [renamed(variables, names)]),
    ],
  };
};

const inText = (text: string, names: ReadonlyMap<string, string>): string =>
  subParts(text)
    .map((part) => {
      if ('text' in part) return part.text.replace(/\$\{(?=[^{}]*\})/g, '${!');
      const [id = '', second, ...rest] = part.name.split('.');
      const longer = names.get(`${id}.${second ?? ''}`);
      const name = longer === undefined ? [names.get(id) ?? id, second, ...rest] : [longer, ...rest];
      return `\${${name.filter((one) => one !== undefined).join('.')}}`;
    })
    .join('');

const inList = (value: TemplateValue, names: ReadonlyMap<string, string>): TemplateValue =>
  isList(value) ? value.map((one) => inList(one, names)) : (names.get(textOf(value) ?? '') ?? value);
