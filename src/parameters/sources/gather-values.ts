import type { InstallError } from '../../core/errors.ts';
import type { Value, Values } from '../../core/parameter.ts';
import type { Template } from '../../core/template.ts';
import { carryOver, type Carried } from './carry.ts';
import { exampleOf } from '../example.ts';
import { resolveExplicit, type ExplicitResult } from './explicit.ts';
import { fillContext, type FillContext } from './fill.ts';
import { collectGiven, type Collected } from './given.ts';
import type { ResolvePorts, ResolveRequest } from '../types.ts';
import { constraintViolation } from '../rules/constraint.ts';
import { validateAll, type Candidate, type ValidationResult } from '../rules/validate.ts';
import type { Draft } from '../wizard/draft.ts';

type ExplicitValue = ExplicitResult & { kind: 'value' };

const candidatesOf = (
  explicits: readonly ExplicitResult[],
  carried: Carried,
  { template }: ResolveRequest,
): readonly Candidate[] => {
  const taken = explicits.filter((one): one is ExplicitValue => one.kind === 'value');
  const asked = explicits.flatMap((one) => (one.kind === 'ask' ? [one.key] : []));
  const given = new Set([...taken.map(({ value }) => value.key), ...asked]);
  const defaults = [...template.parameters.values()].flatMap(
    ({ key, default: value, noEcho: secret }): Value[] =>
      value === undefined || given.has(key) || carried.values.has(key)
        ? []
        : [{ key, value, source: 'default', secret }],
  );
  return [
    ...taken.map(({ value, given: { from } }) => ({ value, from })),
    ...[...carried.values.values()]
      .filter(({ key }) => !given.has(key))
      .map((value) => ({ value, from: 'the running stack' })),
    ...defaults.map((value) => ({ value, from: "the template's default" })),
  ];
};

const valuesOf = (candidates: readonly Candidate[]): Values =>
  new Map(candidates.map(({ value }) => [value.key, value]));

const draftOf = (
  explicits: readonly ExplicitResult[],
  candidates: readonly Candidate[],
  validation: ValidationResult,
): Draft => {
  const draft: Draft = { fixed: new Map(), asked: new Map(), references: new Map(), generated: new Map() };
  for (const { value } of candidates)
    if (value.source !== 'default' && !validation.faults.has(value.key)) draft.fixed.set(value.key, value);
  for (const one of explicits)
    if (one.kind === 'ask') {
      draft.asked.set(one.key, undefined);
      draft.references.set(one.key, '@prompt');
    } else if (one.kind === 'value') {
      const { key } = one.value;
      if (one.reference !== undefined) draft.references.set(key, one.reference);
      if (one.secretName !== undefined) draft.generated.set(key, one.secretName);
    }
  return draft;
};

/** Of sample answers, which may have been made for another template, those that fit this one. */
const fitting = (explicits: readonly ExplicitResult[], template: Template): readonly ExplicitResult[] =>
  explicits.filter((one) => {
    if (one.kind !== 'value' || one.given.source !== 'file') return true;
    const parameter = template.parameters.get(one.value.key);
    return parameter !== undefined && constraintViolation(parameter, one.value.value) === undefined;
  });

/** All that can be known without asking anybody. */
export interface GatheredValues {
  readonly explicits: readonly ExplicitResult[];
  readonly carried: Carried;
  /** Flags, names and references that are wrong in themselves. */
  readonly faults: readonly InstallError[];
  readonly validation: ValidationResult;
  readonly draft: Draft;
  readonly context: FillContext;
}

const collect = (
  { template, flags, answers, sampleAnswers }: ResolveRequest,
  { dropped }: Pick<Carried, 'dropped'>,
  ports: Pick<ResolvePorts, 'env'>,
): Collected => collectGiven({ template, flags, retired: new Set(dropped), answers, sampleAnswers }, ports);

/** What was written names a parameter that is none, or names it wrongly; known without asking AWS anything. */
export function isMisnamed(request: ResolveRequest, ports: Pick<ResolvePorts, 'env'>): boolean {
  const stack = request.kind === 'update' ? request.stack : undefined;
  return collect(request, carryOver(request.template, stack), ports).faults.length > 0;
}

/** Collects, resolves and judges every value there is; reads only. */
export async function gatherValues(request: ResolveRequest, ports: ResolvePorts): Promise<GatheredValues> {
  const { template, product, answers, stackName } = request;
  const stack = request.kind === 'update' ? request.stack : undefined;
  const carried = carryOver(template, stack, request.previousTemplate);
  const { sampleAnswers } = request;
  const collected = collect(request, carried, ports);
  const resolved = await resolveExplicit(
    collected.given,
    { template, product, stackName, stack, folder: answers?.folder },
    ports,
  );
  const explicits = sampleAnswers ? fitting(resolved, template) : resolved;
  const candidates = candidatesOf(explicits, carried, request);
  const validation = await validateAll(
    candidates,
    template,
    (parameter) => exampleOf(parameter, valuesOf(candidates), { template, product }, ports),
    ports,
  );
  const refused = candidates.flatMap(({ value }) =>
    value.source === 'default' && validation.faults.has(value.key) ? [value.key] : [],
  );
  return {
    explicits,
    carried,
    validation,
    faults: [...collected.faults, ...explicits.flatMap((one) => (one.kind === 'fault' ? [one.fault] : []))],
    draft: draftOf(explicits, candidates, validation),
    context: fillContext(template, product, new Set(refused)),
  };
}
