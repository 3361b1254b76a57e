import type { TemplateValue } from '../../core/template.ts';
import { documentFault } from '../../template/errors.ts';
import { byteLength } from '../../template/document/limits.ts';
import { lineOf } from '../../template/document/lines.ts';
import { valueOf } from '../../template/document/value.ts';
import { readDocument } from '../../template/document/yaml.ts';
import { productInvalid } from './errors.ts';
import { semanticFault } from './semantics.ts';
import type { ProductFile } from './product-file.ts';
import { SchemaJudge, type Schema, type SchemaFault } from './schema.ts';

/** Bytes; the largest shipped file has a tenth of it. */
const fileLimit = 262_144;

const documentOf = (text: string, file: string): TemplateValue => {
  try {
    const { contents, lineAt } = readDocument(text.replace(/^\ufeff/, ''));
    return valueOf(contents, { lineAt });
  } catch (error) {
    const fault = documentFault(error);
    if (fault === undefined) throw error;
    throw productInvalid(file, { path: '', line: fault.line }, fault.sentence, error);
  }
};

/** Line of the value at a path; where that is not remembered, of what holds it. */
const lineAtPath = (root: TemplateValue, path: SchemaFault['path']): number | undefined => {
  let value: unknown = root;
  let line = lineOf(root);
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break;
    line = lineOf(value, key) ?? line;
    value = Object.entries(value).find(([name]) => name === String(key))?.[1];
  }
  return line;
};

/** `parameters.VPC.picker`, `listeners[0].hosts[1]`. */
const pathText = (path: SchemaFault['path']): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );

/** The schema is what makes a document a product file. */
const isProductFile = (value: unknown, fault: SchemaFault | undefined): value is ProductFile =>
  fault === undefined && typeof value === 'object';

/**
 * Reads a product file: YAML or JSON, with the short forms of CloudFormation's functions.
 * @param file how errors call it
 * @throws InstallError `product-invalid` (2) with line, path and nearest known name, whatever the text is
 */
export function readProductFile(text: string, file: string, schema: Schema): ProductFile {
  const bytes = byteLength(text);
  if (bytes > fileLimit)
    throw productInvalid(
      file,
      { path: '', line: undefined },
      `it has ${bytes.toLocaleString('en-US')} bytes; a product file has at most ${fileLimit.toLocaleString('en-US')}.`,
    );
  const root = documentOf(text, file);
  const judge = new SchemaJudge(schema);
  const fault = judge.judge(root);
  if (!isProductFile(root, fault)) throw faultError(file, root, fault ?? { path: [], fault: 'is empty.' });
  const meant = semanticFault(root, judge.defined);
  if (meant !== undefined) throw faultError(file, root, meant);
  return root;
}

const faultError = (file: string, root: TemplateValue, { path, fault }: SchemaFault): Error =>
  productInvalid(
    file,
    { path: pathText(path), line: lineAtPath(root, path) },
    path.length === 0 ? `it ${fault}` : fault,
  );
