import type { Template, TemplateValue } from '../core/template.ts';

/** The build tag in a `TemplateBuildMetadata` output, a JSON string: `{"git_tag": "1.62.1", …}`. */
export const buildTag = (metadata: string): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(metadata);
    if (typeof parsed !== 'object' || parsed === null || !('git_tag' in parsed)) return undefined;
    return typeof parsed.git_tag === 'string' && parsed.git_tag !== '' ? parsed.git_tag : undefined;
  } catch {
    return undefined;
  }
};

/** The text of an output that is written out, or wrapped in a `Fn::Sub` without variables. */
const literal = (value: TemplateValue | undefined): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = (value as { readonly [key: string]: TemplateValue })['Fn::Sub'];
  return typeof inner === 'string' ? inner : undefined;
};

export const version = (template: Template): string | undefined => {
  const text = literal(template.outputs.get('TemplateBuildMetadata')?.value);
  return text === undefined ? undefined : buildTag(text);
};
