import type { ProductScope } from '../../core/product.ts';
import { Evaluation } from '../expressions/evaluate.ts';
import type { Expression, ProductFile } from '../file/product-file.ts';
import { parametersNamed } from './references.ts';

/** Evaluates a product file's expressions against what is known of a stack. */
export type Evaluate = (scope: ProductScope) => Evaluation;

/** The name under which a rule's assertion is decided; no condition of a file can have it. */
export const assertionName = (index: number): string => `rules[${index}]`;

/** Every expression of a file. */
export const expressionsOf = (file: ProductFile): readonly Expression[] => [
  ...Object.values(file.conditions ?? {}),
  ...(file.rules ?? []).map(({ assert }) => assert),
  ...(file.hosts ?? []),
  ...(file.listeners ?? []).flatMap(({ hosts }) => hosts),
  ...(file.dns ?? []).flatMap(({ names, target, zone }) => [...names, target, zone ?? '']),
  ...(file.after ?? []).flatMap(({ text, command }) => [text, command ?? '']),
  ...Object.values(file.parameters ?? {}).flatMap(({ derive }) => derive ?? []),
  ...(file.signIn?.providers ?? []).map(({ issuer }) => issuer ?? ''),
  ...(file.signIn?.providers ?? []).flatMap(({ enter }) => enter ?? []),
  file.signIn?.redirect ?? '',
  file.lender ?? '',
  file.url ?? '',
  file.release ?? '',
];

export function evaluator(file: ProductFile): Evaluate {
  const named = parametersNamed(expressionsOf(file));
  const assertions = (file.rules ?? []).map(({ assert }, index): [string, Expression] => [
    assertionName(index),
    assert,
  ]);
  const conditions = { ...file.conditions, ...Object.fromEntries(assertions) };
  return (scope) => new Evaluation(conditions, named, scope);
}
