import type { TemplateValue } from '../../../core/template.ts';
import type { Mapping } from '../../document/section.ts';
import { isList, isMapping } from '../../document/section.ts';
import { mappingOf } from '../expansion.ts';
import { isFunction, mapAt } from './parts.ts';

/**
 * `AWS::Serverless::Function` takes what `Globals.Function` says, and says it better itself.
 * @param ignored its `IgnoreGlobals`: names of what it does not take, or `*`
 */
export function withGlobals(
  globals: Mapping,
  type: string,
  own: Mapping,
  ignored: TemplateValue | undefined,
): Mapping {
  const taken = Object.entries(mapAt(globals, type.split('::').pop() ?? '')).filter(
    ([name]) => ignored !== '*' && !(isList(ignored) && ignored.includes(name)),
  );
  return merged(mappingOf(taken), own);
}

const isPlain = (value: TemplateValue | undefined): value is Mapping =>
  isMapping(value) && !isFunction(value);

/** Mappings are merged, lists put behind one another, anything else is replaced. */
const merged = (under: Mapping, over: Mapping): Mapping => {
  const result = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = result.get(key);
    if (isPlain(below) && isPlain(value)) result.set(key, merged(below, value));
    else result.set(key, isList(below) && isList(value) ? [...below, ...value] : value);
  }
  return Object.fromEntries(result);
};
