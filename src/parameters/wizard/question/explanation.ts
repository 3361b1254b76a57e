import type { Enrichment } from '../../../core/product.ts';
import type { Template, TemplateParameter, TemplateValue } from '../../../core/template.ts';
import { shortText } from '../../../core/text.ts';
import { referencesOf, referencesOfResource } from '../../../template/intrinsics/references.ts';
import { ruleOf } from '../../rules/rule.ts';

const namesIn = (value: TemplateValue): readonly string[] =>
  [...referencesOf(value)].filter(({ kind }) => kind === 'ref').map(({ name }) => name);

/** Conditions that a parameter decides. */
const decides = (template: Template, key: string): ReadonlySet<string> =>
  new Set([...template.conditions].filter(([, value]) => namesIn(value).includes(key)).map(([name]) => name));

/** Resources whose properties a parameter goes into, or that it switches. */
const usersOf = (template: Template, key: string): readonly string[] => {
  const conditions = decides(template, key);
  return [...template.resources].flatMap(([id, resource]) => {
    const named = [...referencesOfResource(resource)].some(({ kind, name }) =>
      kind === 'condition' ? conditions.has(name) : kind === 'ref' && name === key,
    );
    return named || conditions.has(resource.condition ?? '') ? [id] : [];
  });
};

const usedBy = (template: Template, key: string): string => {
  const users = usersOf(template, key);
  if (users.length === 0) return '';
  const more = users.length > 4 ? ` and ${users.length - 4} more` : '';
  return `Used by ${users.slice(0, 4).join(', ')}${more}.`;
};

const stop = (text: string): string => (text === '' ? '' : text.replace(/[.:]?$/, '.'));

/** A rule often ends in the very example. */
export const exampleBeside = (rule: string, example: string | undefined): string =>
  example === undefined || rule.includes(example) ? '' : `for example ${example}`;

/** What a parameter is, its rule, an example, and where the template uses it: a few sentences. */
export function explanationOf(
  template: Template,
  parameter: TemplateParameter,
  enrichment: Enrichment,
): string {
  const { key } = parameter;
  const rule = ruleOf(parameter);
  const description = shortText(parameter.description ?? '', 600);
  return [
    stop(enrichment.explain ?? ''),
    description === enrichment.explain ? '' : stop(description),
    rule === '' ? '' : `Rule: ${stop(rule)}`,
    parameter.default === undefined || parameter.noEcho
      ? ''
      : `Default: ${shortText(parameter.default) || 'empty'}.`,
    exampleBeside(rule, enrichment.example).replace(/^f/, 'F').replace(/(.)$/, '$1.'),
    usedBy(template, key),
    `In scripts: ${key}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
