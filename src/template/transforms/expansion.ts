import type { TemplateValue } from '../../core/template.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping } from '../document/section.ts';

/** What a transform may know while it rewrites a template. */
export interface Expansion {
  /** A value worked out from parameters and mappings; undefined where only the deployment will tell. */
  readonly known: (value: TemplateValue) => TemplateValue | undefined;
  /** The text of a file that `AWS::Include` names. @throws Error in AWS's words */
  readonly include: (location: string) => string;
}

/** A mapping out of its entries, so that `__proto__` is a key like any other. */
export const mappingOf = (entries: Iterable<readonly [string, TemplateValue]>): Mapping =>
  Object.fromEntries(entries);

/** Every value below, children first, as `change` makes it. */
export function rewritten(value: TemplateValue, change: (mapping: Mapping) => TemplateValue): TemplateValue {
  if (isList(value)) return value.map((item) => rewritten(item, change));
  if (!isMapping(value)) return value;
  return change(mappingOf(Object.entries(value).map(([key, item]) => [key, rewritten(item, change)])));
}

/** A section as a mapping; an absent one is empty. */
export function sectionOf(root: Mapping, name: string): Mapping {
  const value = root[name];
  return isMapping(value) ? value : {};
}
