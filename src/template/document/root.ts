import type { TemplateValue } from '../../core/template.ts';
import { valueOf } from './value.ts';
import { readDocument } from './yaml.ts';

/** YAML or JSON text as one value, and which of the two it is. @throws InstallError `template-invalid` */
export function readRoot(text: string): { readonly value: TemplateValue; readonly format: 'yaml' | 'json' } {
  const source = text.replace(/^\ufeff/, '');
  const { contents, lineAt } = readDocument(source);
  return { value: valueOf(contents, lineAt), format: source.trimStart().startsWith('{') ? 'json' : 'yaml' };
}
