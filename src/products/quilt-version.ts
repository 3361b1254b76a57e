import { buildMetadata } from '../account/version.ts';
import type { Template, TemplateValue } from '../core/template.ts';

/** The text of an output that is written out, or wrapped in a `Fn::Sub` without variables. */
const literal = (value: TemplateValue | undefined): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = (value as { readonly [key: string]: TemplateValue })['Fn::Sub'];
  return typeof inner === 'string' ? inner : undefined;
};

/** The build tag in the `TemplateBuildMetadata` output, such as `1.62.1`. */
export const version = (template: Template): string | undefined =>
  buildMetadata(literal(template.outputs.get('TemplateBuildMetadata')?.value))?.tag;
