import type { TemplateValue } from '../core/template.ts';
import type { Mapping } from './document/section.ts';
import { isList, isMapping, textOf } from './document/section.ts';

/** Names of the macros in `Transform`, and those of `Fn::Transform` anywhere below. */
export function readTransforms(template: Mapping): readonly string[] {
  const found = new Set<string>();
  for (const item of asList(template['Transform'])) addName(item, found);
  collect(template, found);
  return [...found];
}

const asList = (value: TemplateValue | undefined): readonly TemplateValue[] =>
  value === undefined ? [] : isList(value) ? value : [value];

const addName = (item: TemplateValue | undefined, found: Set<string>): void => {
  const name = isMapping(item) ? textOf(item['Name']) : textOf(item);
  if (name !== undefined) found.add(name);
};

const collect = (value: TemplateValue, found: Set<string>): void => {
  if (isList(value)) for (const item of value) collect(item, found);
  if (!isMapping(value)) return;
  addName(value['Fn::Transform'], found);
  for (const item of Object.values(value)) collect(item, found);
};
