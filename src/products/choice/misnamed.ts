import { nearest } from '../../core/nearest.ts';
import type { Template, TemplateValue } from '../../core/template.ts';
import { parametersNamed } from '../compile/references.ts';
import { expressionsOf } from '../compile/scope.ts';
import type { ProductFile } from '../file/product-file.ts';

/** A name in a product file that the template does not have, and the one it seems to mean. */
export interface Misnamed {
  readonly kind: 'parameter' | 'output';
  readonly name: string;
  readonly near: string;
}

const outputsNamed = (value: TemplateValue): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, TemplateValue]) => {
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return typeof inner[1] === 'string' ? [inner[1]] : [];
    if (key === 'Fn::Sub' && typeof inner === 'string')
      return [...inner.matchAll(/\$\{Outputs\.([A-Za-z0-9]+)\}/g)].map(([, name = '']) => name);
    return outputsNamed(inner);
  });
};

const parametersOf = (file: ProductFile): readonly string[] => [
  ...Object.keys(file.parameters ?? {}),
  ...(file.listeners ?? []).map(({ certificate }) => certificate),
  ...(file.hostParameters ?? []),
  ...parametersNamed(expressionsOf(file)),
];

/** A longer or shorter spelling that the file has too is another release's name, not a slip. */
const isAnotherSpelling = (name: string, near: string, named: ReadonlySet<string>): boolean =>
  named.has(near) && (near.startsWith(name) || name.startsWith(near));

const slips = (
  kind: Misnamed['kind'],
  names: readonly string[],
  known: ReadonlyMap<string, unknown>,
): readonly Misnamed[] => {
  const named = new Set(names);
  return [...named].flatMap((name) => {
    const near = known.has(name) ? undefined : nearest(name, known.keys());
    return near === undefined || isAnotherSpelling(name, near, named) ? [] : [{ kind, name, near }];
  });
};

/** What a product file was misspelt in: such a name is empty or unknown, so its record or check is left out in silence. */
export const misnamedIn = (file: ProductFile, template: Template): readonly Misnamed[] => [
  ...slips('parameter', parametersOf(file), template.parameters),
  ...slips('output', outputsNamed([...expressionsOf(file)]), template.outputs),
];
