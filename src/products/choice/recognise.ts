import type { Stack } from '../../core/stack.ts';
import type { Template } from '../../core/template.ts';
import type { Recognition } from '../file/product-file.ts';

/** What a product is recognised by; all of a shipped file that is read before one is chosen. */
export interface ProductSummary {
  readonly id: string;
  readonly title: string;
  readonly recognises: readonly Recognition[];
}

/** The names that a template, or a stack made from one, is recognised by. */
export interface Signature {
  readonly parameters: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const templateSignature = (template: Template): Signature => ({
  parameters: new Set(template.parameters.keys()),
  outputs: new Set(template.outputs.keys()),
  metadata: template.metadata,
});

/** What DescribeStacks tells is enough; its template need not be read. */
export const stackSignature = (stack: Pick<Stack, 'parameters' | 'outputs'>): Signature => ({
  parameters: new Set(stack.parameters.keys()),
  outputs: new Set(stack.outputs.keys()),
  metadata: {},
});

const specificity = ({ parameters = [], outputs = [], metadata = {}, ...given }: Recognition): number =>
  given.specificity ?? parameters.length + outputs.length + Object.keys(metadata).length;

const fits = ({ parameters = [], outputs = [], metadata = {} }: Recognition, signature: Signature): boolean =>
  parameters.every((key) => signature.parameters.has(key)) &&
  outputs.every((key) => signature.outputs.has(key)) &&
  Object.entries(metadata).every(
    ([key, text]) => Object.hasOwn(signature.metadata, key) && signature.metadata[key] === text,
  );

/** How surely this is the product: 0 for not at all. */
export const likeness = ({ recognises }: Pick<ProductSummary, 'recognises'>, signature: Signature): number =>
  Math.max(0, ...recognises.filter((one) => fits(one, signature)).map(specificity));

/** The ids of those that recognise it best: none, one, or several that are equally sure. */
export function bestMatches(index: readonly ProductSummary[], signature: Signature): readonly string[] {
  const ranked = index.map((one) => ({ id: one.id, points: likeness(one, signature) }));
  const most = Math.max(0, ...ranked.map(({ points }) => points));
  return most === 0 ? [] : ranked.filter(({ points }) => points === most).map(({ id }) => id);
}
