import type { TemplateValue } from '../../core/template.ts';
import { readRoot } from '../document/root.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { noTransform, transformFailed } from '../errors.ts';
import { include } from './declared.ts';
import { mappingOf, rewritten, sectionOf, type Expansion } from './expansion.ts';

/** Every `Fn::Transform`, the innermost first; its siblings stay beside what it brings in. */
export function withIncludes(root: Mapping, expansion: Expansion): Mapping {
  const result = rewritten(root, (mapping) => included(mapping, expansion));
  return isMapping(result) ? result : root;
}

/** `Transform: {Name: AWS::Include, Parameters: …}`: into the template's outermost level. */
export function withTopLevelInclude(root: Mapping, one: Mapping, expansion: Expansion): Mapping {
  const brought = snippetOf(one, expansion);
  if (!isMapping(brought)) throw transformFailed(include, 'The included file is not a mapping');
  const merged = new Map<string, TemplateValue>(Object.entries(root));
  for (const [name, section] of Object.entries(brought))
    merged.set(name, isMapping(section) ? { ...sectionOf(root, name), ...section } : section);
  return mappingOf(merged);
}

const included = (mapping: Mapping, expansion: Expansion): TemplateValue => {
  const transform = mapping['Fn::Transform'];
  if (transform === undefined) return mapping;
  const siblings = Object.entries(mapping).filter(([key]) => key !== 'Fn::Transform');
  const brought = (isList(transform) ? transform : [transform])
    .filter(isMapping)
    .map((one) => snippetOf(one, expansion));
  const [only, another] = brought;
  if (siblings.length === 0 && another === undefined && only !== undefined) return only;
  if (!brought.every(isMapping)) throw transformFailed(include, 'The included file is not a mapping');
  return mappingOf([...siblings, ...brought.flatMap((one) => Object.entries(one))]);
};

const snippetOf = (one: Mapping, { known, include: read }: Expansion): TemplateValue => {
  const name = textOf(one['Name']) ?? '';
  if (name !== include) throw noTransform(name);
  const location = textOf(known(sectionOf(one, 'Parameters')['Location'] ?? ''));
  if (location === undefined || location === '')
    throw transformFailed(include, 'The location parameter is not a valid S3 uri.');
  return readRoot(contentOf(location, read)).value;
};

const contentOf = (location: string, read: Expansion['include']): string => {
  try {
    return read(location);
  } catch (error) {
    throw transformFailed(include, error instanceof Error ? error.message : String(error));
  }
};
