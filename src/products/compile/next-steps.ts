import type { NextStep } from '../../core/next-step.ts';
import type { Product, ProductScope } from '../../core/product.ts';
import { shortText, stripControl } from '../../core/text.ts';
import type { Evaluation } from '../expressions/evaluate.ts';
import type { ProductFile, StepEntry } from '../file/product-file.ts';
import type { Evaluate } from './scope.ts';

/** Steps are shown, written into logs and mailed around: no secret can get into one. */
const scopeWithoutSecrets = (scope: ProductScope): ProductScope => ({
  ...scope,
  values: new Map([...(scope.values ?? [])].filter(([, value]) => !value.secret)),
});

const stepOf = (entry: StepEntry, evaluation: Evaluation): readonly (string | NextStep)[] => {
  if (entry.when !== undefined && evaluation.holds(entry.when) !== true) return [];
  const text = evaluation.text(entry.text);
  if (text === undefined || text.trim() === '') return [];
  const command = evaluation.text(entry.command);
  // A command that is not known in full would be a wrong one.
  if (entry.command !== undefined && command === undefined) return [];
  const say = stripControl(text);
  return [
    command === undefined ? say : { say, run: shortText(command, 500) },
    ...(entry.check === undefined
      ? []
      : [{ say: 'To see whether it holds:', run: `quilt-install preflight --only ${entry.check}` }]),
  ];
};

export const nextStepsOf =
  ({ after = [] }: ProductFile, evaluate: Evaluate): Product['nextSteps'] =>
  (scope, operation) => {
    const evaluation = evaluate(scopeWithoutSecrets(scope));
    return after
      .filter((entry) => entry.after === undefined || entry.after === operation)
      .flatMap((entry) => stepOf(entry, evaluation));
  };
