import type { TemplateResource, TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { resolve } from './resolve.ts';
import { templateInvalid } from '../errors.ts';
import { lineOf } from '../document/lines.ts';
import type { EvaluationRun, Scope } from './scope.ts';
import { unknown } from './scope.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping } from '../document/section.ts';

interface Decided {
  readonly holds: boolean | undefined;
  readonly waitsFor: readonly string[];
}
/** Conditions depend on nothing but the scope's parameters, so each is decided once per scope. */
const decided = new WeakMap<Scope, Map<string, Decided>>();

/** Whether a condition of the template holds; undefined while a parameter it needs is not known. */
const decide = (name: string, run: EvaluationRun): boolean | undefined => {
  const memo = decided.get(run.scope) ?? new Map<string, Decided>();
  decided.set(run.scope, memo);
  let entry = memo.get(name);
  if (entry === undefined) {
    const inner: EvaluationRun = { ...run, waitsFor: new Set(), deciding: [...run.deciding, name] };
    entry = { holds: fresh(name, run, inner), waitsFor: [...inner.waitsFor] };
    memo.set(name, entry);
  }
  for (const id of entry.waitsFor) run.waitsFor.add(id);
  return entry.holds;
};

/** An evaluation's beginning. */
export const newRun = (scope: Scope): EvaluationRun => ({
  scope,
  waitsFor: new Set(),
  deciding: [],
  decide,
});

const fresh = (name: string, run: EvaluationRun, inner: EvaluationRun): boolean | undefined => {
  const { conditions } = run.scope.template;
  const body = conditions.get(name);
  if (body === undefined)
    throw templateInvalid(`Condition "${shortText(name)}" is used, but the template does not define it.`);
  if (run.deciding.includes(name))
    throw templateInvalid(`Condition "${shortText(name)}" depends on itself.`, { line: lineOf(body) });
  return truth(body, inner);
};

const truth = (value: TemplateValue, run: EvaluationRun): boolean | undefined => {
  if (isMapping(value)) {
    const [entry] = Object.entries(value);
    if (entry?.[0] === 'Condition' && typeof entry[1] === 'string') return decide(entry[1], run);
    const parts = entry === undefined ? undefined : logical(entry[0], entry[1], value, run);
    if (parts !== undefined) return parts.result;
  }
  const result = resolve(value, run);
  if (result === unknown) return undefined;
  if (result === true || result === 'true') return true;
  if (result === false || result === 'false') return false;
  throw templateInvalid('A condition must come out as true or false, and this one does not.', {
    line: lineOf(value),
  });
};

/** And, Or, Not; undefined for any other function. What is unknown matters only where the rest does not decide. */
const logical = (
  name: string,
  argument: TemplateValue,
  owner: Mapping,
  run: EvaluationRun,
): { readonly result: boolean | undefined } | undefined => {
  if (name !== 'Fn::And' && name !== 'Fn::Or' && name !== 'Fn::Not') return undefined;
  const items = isList(argument) ? argument : [argument];
  const fits = name === 'Fn::Not' ? items.length === 1 : items.length >= 2 && items.length <= 10;
  if (!fits)
    throw templateInvalid(
      `${name} takes ${name === 'Fn::Not' ? 'one condition' : 'two to ten conditions'}.`,
      {
        line: lineOf(owner),
      },
    );
  const parts = items.map((item) => truth(item, run));
  if (name === 'Fn::Not') return { result: parts[0] === undefined ? undefined : !parts[0] };
  const decisive = name === 'Fn::Or';
  if (parts.includes(decisive)) return { result: decisive };
  return { result: parts.includes(undefined) ? undefined : !decisive };
};

/** Whether one condition holds; undefined while a parameter it needs is not known. */
export const conditionHolds = (name: string, scope: Scope): boolean | undefined =>
  decide(name, newRun(scope));

/** All conditions; those that wait for a parameter nobody gave are left out. */
export function evaluateConditions(scope: Scope): ReadonlyMap<string, boolean> {
  const result = new Map<string, boolean>();
  for (const name of scope.template.conditions.keys()) {
    const holds = conditionHolds(name, scope);
    if (holds !== undefined) result.set(name, holds);
  }
  return result;
}

/** The resources CloudFormation would make: all but those whose condition is false (an undecided one counts). */
export function activeResources(scope: Scope): readonly TemplateResource[] {
  const conditions = evaluateConditions(scope);
  return [...scope.template.resources.values()].filter(
    ({ condition }) => condition === undefined || conditions.get(condition) !== false,
  );
}
