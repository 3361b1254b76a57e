import type { TemplateValue } from '../../core/template.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';

export const languageExtensions = 'AWS::LanguageExtensions';
export const serverless = 'AWS::Serverless-2016-10-31';
export const include = 'AWS::Include';

/** `Fn::ForEach::Name`: an entry that the language extensions make many of. */
export const isLoop = (key: string): boolean => key.startsWith('Fn::ForEach::');

/** Names of the macros in `Transform`, and those of `Fn::Transform` anywhere below. */
export function readTransforms(template: Mapping): readonly string[] {
  const found = new Set(listedTransforms(template));
  collect(template, found);
  return [...found];
}

/** Those of `Transform` alone, in the order they are applied in. */
const listedTransforms = (template: Mapping): readonly string[] => names(template['Transform']);

/** A macro goes by its name, or by its name with parameters. */
export const transformName = (value: TemplateValue | undefined): string | undefined =>
  isMapping(value) ? textOf(value['Name']) : textOf(value);

const names = (value: TemplateValue | undefined): readonly string[] => {
  if (isList(value)) return value.flatMap(names);
  const name = transformName(value);
  return name === undefined ? [] : [name];
};

const collect = (value: TemplateValue, found: Set<string>): void => {
  if (isList(value)) for (const item of value) collect(item, found);
  if (!isMapping(value)) return;
  for (const name of names(value['Fn::Transform'])) found.add(name);
  for (const item of Object.values(value)) collect(item, found);
};
