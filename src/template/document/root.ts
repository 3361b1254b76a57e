import type { DuplicateKey, TemplateValue } from '../../core/template.ts';
import { valueOf } from './value.ts';
import { readDocument } from './yaml.ts';

export interface TemplateRoot {
  readonly value: TemplateValue;
  readonly format: 'yaml' | 'json';
  readonly duplicateKeys: readonly DuplicateKey[];
}

/**
 * YAML or JSON text as one value, and which of the two it is. Of a key that is given twice the last one counts, as
 * it does to CloudFormation.
 * @throws InstallError `template-invalid`
 */
export function readRoot(text: string): TemplateRoot {
  const source = text.replace(/^\ufeff/, '');
  const { contents, lineAt } = readDocument(source);
  const duplicateKeys: DuplicateKey[] = [];
  const value = valueOf(contents, { lineAt, duplicate: (key) => void duplicateKeys.push(key) });
  return { value, format: source.trimStart().startsWith('{') ? 'json' : 'yaml', duplicateKeys };
}
