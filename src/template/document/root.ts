import type { TemplateValue } from '../../core/template.ts';
import { readJson } from './json.ts';
import { valueOf } from './value.ts';
import { readDocument } from './yaml.ts';

/** YAML or JSON text as one value, and which of the two it is. @throws InstallError `template-invalid` */
export function readRoot(text: string): { readonly value: TemplateValue; readonly format: 'yaml' | 'json' } {
  const source = text.replace(/^\ufeff/, '');
  const readYaml = (): TemplateValue => {
    const { contents, lineAt } = readDocument(source);
    return valueOf(contents, lineAt);
  };
  return {
    value: readJson(source, readYaml) ?? readYaml(),
    format: source.trimStart().startsWith('{') ? 'json' : 'yaml',
  };
}
