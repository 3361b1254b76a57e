import type { TemplateValue } from '../../core/template.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { transformFailed } from '../errors.ts';
import { languageExtensions } from './declared.ts';
import { mappingOf, rewritten, sectionOf, type Expansion } from './expansion.ts';
import { unrolled } from './for-each.ts';

/**
 * `AWS::LanguageExtensions`: loops unrolled, functions where a name or a policy is wanted worked out. `Fn::Length`,
 * `Fn::ToJsonString` and the default of `Fn::FindInMap` are functions like any other and are evaluated later.
 */
export function extendLanguage(root: Mapping, expansion: Expansion): Mapping {
  const sections = Object.entries(root).map(([name, section]): [string, TemplateValue] =>
    ['Conditions', 'Resources', 'Outputs'].includes(name)
      ? [name, rewritten(unrolled(section, expansion), (mapping) => withPlainNames(mapping, expansion))]
      : [name, section],
  );
  const extended = mappingOf(sections);
  const resources = Object.entries(sectionOf(extended, 'Resources')).map(
    ([id, body]): [string, TemplateValue] => [
      id,
      isMapping(body) ? withPlainPolicies(id, body, expansion) : body,
    ],
  );
  return { ...extended, Resources: mappingOf(resources) };
}

/** `Ref` and `Fn::GetAtt` take functions that give the name. */
const withPlainNames = (mapping: Mapping, { known }: Expansion): TemplateValue => {
  const [entry, more] = Object.entries(mapping);
  if (entry === undefined || more !== undefined) return mapping;
  const [name, argument] = entry;
  const plain = (value: TemplateValue): TemplateValue => (isMapping(value) ? (known(value) ?? value) : value);
  if (name === 'Ref') return { Ref: plain(argument) };
  if (name === 'Fn::GetAtt' && isList(argument)) return { 'Fn::GetAtt': argument.map(plain) };
  return mapping;
};

const withPlainPolicies = (id: string, body: Mapping, { known }: Expansion): Mapping => {
  const entries = Object.entries(body).map(([key, value]): [string, TemplateValue] => {
    if (!/^(DeletionPolicy|UpdateReplacePolicy)$/.test(key) || !isMapping(value)) return [key, value];
    const text = textOf(known(value));
    if (text === undefined)
      throw transformFailed(languageExtensions, `Unsupported expression for ${key} in resource ${id}`);
    return [key, text];
  });
  return mappingOf(entries);
};
