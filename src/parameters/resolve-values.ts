import { InstallError } from '../core/errors.ts';
import type { ParameterKey, Values } from '../core/parameter.ts';
import type { Template } from '../core/template.ts';
import { enrichmentOf, labelled } from './enrichment.ts';
import { exampleOf } from './example.ts';
import { missing } from './errors.ts';
import { fill } from './sources/fill.ts';
import { gatherValues, type GatheredValues } from './sources/gather-values.ts';
import type { ResolvedValues, ResolvePorts, ResolveRequest } from './types.ts';
import { ValueReporter } from './value-reporter.ts';
import { productFindings, productProblems, productWarnings } from './rules/product-rules.ts';
import { judgeTemplateRules, noRules, type RulesJudgement } from './rules/template-rules.ts';
import { warningsOf } from './rules/warnings.ts';
import { Review } from './wizard/review.ts';

const inOrder = (template: Template, problems: readonly InstallError[]): readonly InstallError[] => {
  const keys = [...template.parameters.keys()];
  const place = ({ parameter }: InstallError): number => keys.indexOf(parameter ?? '');
  return [...problems].sort((a, b) => place(a) - place(b));
};

const keysOf = (faults: Iterable<InstallError>): ReadonlySet<ParameterKey> =>
  new Set([...faults].flatMap(({ parameter }) => parameter ?? []));

const without = (values: Values, keys: ReadonlySet<ParameterKey>): Values =>
  new Map([...values].filter(([key]) => !keys.has(key)));

/** Everything that is missing, each with what would fit; what the account offers is an example, never taken. */
const missingOf = (
  { draft, context }: GatheredValues,
  values: Values,
  faulty: ReadonlySet<ParameterKey>,
  ports: ResolvePorts,
): Promise<readonly InstallError[]> => {
  const open = [...context.template.parameters.values()].filter(
    ({ key }) => !values.has(key) && !faulty.has(key),
  );
  return Promise.all(
    open.map(async (parameter) =>
      missing(
        parameter,
        await exampleOf(parameter, fill(draft.fixed, context), context, ports),
        enrichmentOf(context.product, parameter.key).mayBeEmpty,
      ),
    ),
  );
};

const resolvedValues = (
  { draft, carried, context, explicits, validation }: GatheredValues,
  values: Values,
  problems: readonly InstallError[],
  rules: RulesJudgement,
): ResolvedValues => ({
  values,
  problems,
  added: carried.added,
  dropped: carried.dropped,
  warnings: [...warningsOf(explicits, validation, context.template), ...rules.warnings],
  generated: [...draft.generated].map(([key, secretName]) => ({ key, secretName })),
  references: draft.references,
});

/** No one to ask: what is known, and all faults and gaps in one list. */
const resolveUnattended = async (
  gathered: GatheredValues,
  request: ResolveRequest,
  ports: ResolvePorts,
): Promise<ResolvedValues> => {
  const { draft, context, validation, faults } = gathered;
  const filled = without(fill(draft.fixed, context), new Set(draft.asked.keys()));
  // A default that does not fit is no fault where another value takes its place.
  const unfit = [...validation.faults].filter(([key]) => !context.unfitDefaults.has(key) || !filled.has(key));
  const wrong = [...faults, ...unfit.map(([, fault]) => fault)];
  const values = without(filled, keysOf(wrong));
  new ValueReporter(request.template, ports.emit).report(values);
  const [gaps, rules] = await Promise.all([
    missingOf(gathered, values, keysOf(wrong), ports),
    judgeTemplateRules(request.template, values, request.stackName, ports),
  ]);
  const findings = productFindings(request.product, request.template, values);
  const problems = inOrder(request.template, [
    ...wrong,
    ...gaps,
    ...rules.problems,
    ...productProblems(findings),
  ]);
  const resolved = resolvedValues(gathered, values, problems, rules);
  // A person was told on the page.
  return { ...resolved, warnings: [...resolved.warnings, ...productWarnings(findings)] };
};

/** A kept value that an update's template no longer takes is asked for anew. */
const askAgain = ({ draft, carried, validation }: GatheredValues, emit: ResolvePorts['emit']): void => {
  for (const [key, value] of carried.values) {
    const fault = validation.faults.get(key);
    if (fault === undefined || draft.fixed.has(key) || draft.asked.has(key)) continue;
    emit({ type: 'note', level: 'warn', message: fault.message });
    draft.asked.set(key, value);
  }
};

const resolveWithPerson = async (
  gathered: GatheredValues,
  request: ResolveRequest,
  ports: ResolvePorts,
): Promise<ResolvedValues> => {
  const { draft, context } = gathered;
  askAgain(gathered, ports.emit);
  const attended = { ...context, attended: true };
  const review = new Review(draft, attended, request, ports);
  const ending = await review.run().catch(async (error: unknown) => {
    const left = resolvedValues(gathered, fill(draft.fixed, attended), [], noRules);
    if (error instanceof InstallError) await request.onBrokenOff?.({ ...left, left: true });
    throw error;
  });
  const values = fill(draft.fixed, attended);
  // What is saved to be gone on with another time may be half a set.
  if (ending === 'left')
    return {
      ...resolvedValues(gathered, values, [], noRules),
      buckets: review.buckets,
      left: true,
    };
  const rules = await judgeTemplateRules(request.template, values, request.stackName, ports);
  const apart = productProblems(productFindings(request.product, request.template, values));
  const resolved = resolvedValues(gathered, values, [...rules.problems, ...apart], rules);
  return { ...resolved, buckets: review.buckets };
};

/** Faults in what someone wrote down: asking around them would hide them. */
const writtenFaults = ({ faults, validation, explicits }: GatheredValues): readonly InstallError[] => {
  const keys = new Set(explicits.flatMap((one) => (one.kind === 'value' ? [one.value.key] : [])));
  return [...faults, ...[...validation.faults].flatMap(([key, fault]) => (keys.has(key) ? [fault] : []))];
};

/**
 * Resolves every parameter of the template in hand: flag > environment > answers file > running stack > derived >
 * template default > detected in the account > asked or generated. Writes nothing, anywhere.
 *
 * At a terminal, missing values are asked for once what is written down holds no fault; elsewhere nothing is asked,
 * nothing merely detected is used, and `problems` lists all that is missing or wrong.
 *
 * @throws what the prompter rejects with when the person gives up
 */
export async function resolveValues(asked: ResolveRequest, ports: ResolvePorts): Promise<ResolvedValues> {
  const request = { ...asked, template: labelled(asked.template, asked.product) };
  const gathered = await gatherValues(request, ports);
  const asking = (request.ask ?? true) && ports.prompt.interactive;
  return asking && writtenFaults(gathered).length === 0
    ? resolveWithPerson(gathered, request, ports)
    : resolveUnattended(gathered, request, ports);
}
