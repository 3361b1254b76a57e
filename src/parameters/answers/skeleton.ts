import { InstallErrors } from '../../core/errors.ts';
import {
  known,
  type AnswersParameter,
  type ParameterKey,
  type Value,
  type Values,
} from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { enrichmentOf, labelled } from '../enrichment.ts';
import { pickFor } from '../pickers/index.ts';
import { secretName } from '../references/generate.ts';
import { parseReference } from '../references/reference.ts';
import { ruleOf } from '../rules/rule.ts';
import { carryOver } from '../sources/carry.ts';
import { fill, fillContext, type FillContext } from '../sources/fill.ts';
import { collectGiven, type GivenValue } from '../sources/given.ts';
import type { ResolveRequest } from '../types.ts';
import { askingOrder, waits } from '../wizard/order.ts';

/** Facts are left out where nobody may ask the account: the skeleton then has examples in place of proposals. */
type SkeletonPorts = Pick<Ports, 'env' | 'clock'> & { readonly facts?: Ports['facts'] };

type Proposals = ReadonlyMap<ParameterKey, string>;

/**
 * Every parameter of the template as an answers file would have it, in the order of the template's groups. References
 * stay as they are written, nothing is resolved, and no secret's value is in it.
 * @throws InstallErrors for flags and keys that are wrong in themselves
 */
export async function answersSkeleton(
  request: ResolveRequest,
  ports: SkeletonPorts,
): Promise<readonly AnswersParameter[]> {
  const { product, flags, answers } = request;
  const template = labelled(request.template, product);
  const carried = carryOver(template, request.stack, request.previousTemplate);
  const collected = collectGiven({ template, flags, retired: new Set(carried.dropped), answers }, ports);
  if (collected.faults.length > 0) throw new InstallErrors(collected.faults);
  const context = fillContext(template, product);
  const fixed = new Map([...carried.values, ...literals(collected.given, template.parameters)]);
  const proposals = await proposalsFor(fixed, new Set(collected.given.keys()), context, ports);
  const values = fill(fixed, context);
  return askingOrder(template).map((parameter) =>
    entryOf(parameter, { request, values, given: collected.given.get(parameter.key), proposals }),
  );
}

/** What other values may follow from: a literal, never what a reference would lead to. */
const literals = (
  given: ReadonlyMap<ParameterKey, GivenValue>,
  parameters: ReadonlyMap<ParameterKey, TemplateParameter>,
): Values =>
  new Map(
    [...given].flatMap(([key, { text, source }]): [ParameterKey, Value][] => {
      const written = parseReference(text);
      const secret = parameters.get(key)?.noEcho === true;
      return written.kind === 'literal' ? [[key, { key, value: written.text, source, secret }]] : [];
    }),
  );

/** What the account offers for each open parameter; a VPC that is proposed lets its subnets be. */
const proposalsFor = async (
  fixed: Values,
  given: ReadonlySet<ParameterKey>,
  context: FillContext,
  { facts, clock }: SkeletonPorts,
): Promise<Proposals> => {
  const { template, product } = context;
  const proposals = new Map<ParameterKey, string>();
  if (facts === undefined) return proposals;
  const assumed = new Map(fixed);
  const done = new Set(given);
  for (;;) {
    const values = fill(assumed, context);
    const open = askingOrder(template).filter(({ key }) => !values.has(key) && !done.has(key));
    const next = open.find((parameter) => !waits(parameter, open, context, values)) ?? open[0];
    if (next === undefined) return proposals;
    const { key, noEcho: secret } = next;
    done.add(key);
    const enrichment = enrichmentOf(product, key);
    const request = { parameter: next, enrichment, template, product, values };
    const picked = await pickFor(request, { facts, now: clock.now() });
    const value = picked.kind === 'pick' ? picked.pick.best.join(',') : '';
    if (value === '') continue;
    proposals.set(key, value);
    assumed.set(key, { key, value, source: 'detected', secret });
  }
};

interface EntryRequest {
  readonly request: ResolveRequest;
  readonly values: Values;
  readonly given: GivenValue | undefined;
  readonly proposals: Proposals;
}

const entryOf = (
  parameter: TemplateParameter,
  { request, values, given, proposals }: EntryRequest,
): AnswersParameter => {
  const { key, noEcho: secret } = parameter;
  const enrichment = enrichmentOf(request.product, key);
  const value = values.get(key);
  const reference =
    enrichment.generate === undefined ? `@secretsmanager:${secretName(request.stackName, key)}` : '@generate';
  const own = given === undefined ? undefined : writtenText(given, secret, reference);
  const source = given?.source ?? value?.source;
  return {
    key,
    secret,
    source,
    label: shortText(parameter.label ?? '', 120) || undefined,
    rule:
      [ruleOf(parameter), enrichment.mayBeEmpty ? 'may be ""' : '']
        .filter((part) => part !== '')
        .join('; ') || undefined,
    value: own ?? (secret ? reference : value && known(values, key)),
    proposal: secret ? undefined : proposals.get(key),
    example: secret ? undefined : (enrichment.example ?? parameter.allowedValues?.find((one) => one !== '')),
  };
};

/** A secret in clear text is not repeated. */
const writtenText = ({ text }: GivenValue, secret: boolean, reference: string): string =>
  secret && text !== '' && parseReference(text).kind === 'literal' ? reference : text;
