import type { TemplateValue } from '../../core/template.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';

/** The function of a mapping with one entry, such as `['Fn::Join', ['-', […]]]`; anything else is plain data. */
export function intrinsicOf(value: Mapping): readonly [string, TemplateValue] | undefined {
  const [entry, another] = Object.entries(value);
  if (entry === undefined || another !== undefined) return undefined;
  return entry[0] === 'Ref' || entry[0].startsWith('Fn::') ? entry : undefined;
}

/** Resource and attribute of a GetAtt in either spelling; the attribute may be a function itself. */
export function getAttOf(
  argument: TemplateValue,
): { readonly id: string; readonly attribute: TemplateValue } | undefined {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot < 1 ? undefined : { id: argument.slice(0, dot), attribute: argument.slice(dot + 1) };
  }
  if (!isList(argument) || argument.length < 2) return undefined;
  const [id, ...rest] = argument;
  const name = textOf(id);
  if (name === undefined) return undefined;
  const texts = rest.map(textOf);
  // ["A", "Outputs", "B"] is read as A and Outputs.B.
  const attribute = texts.includes(undefined) ? rest[0] : texts.join('.');
  return attribute === undefined || (isMapping(attribute) && rest.length > 1)
    ? undefined
    : { id: name, attribute };
}
