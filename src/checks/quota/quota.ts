import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { partitionOfRegion } from '../../core/partition.ts';
import type { TemplateResource } from '../../core/template.ts';
import { quotas, type QuotaId, type QuotaSpec } from './list.ts';
import { productScope } from '../template/chosen-values.ts';
import { resourcesOf } from '../template/resource-types.ts';
import { noTemplate } from '../template/template.ts';
import { fail, notNeeded, pass, unknown, warn } from '../verdicts.ts';

/** Quotas of global services are kept in the home region; a person's own default region may be any. */
const ask = (spec: QuotaSpec, region: string, needed: number): string => {
  const place = spec.global === true ? partitionOfRegion(region).homeRegion : region;
  return `aws service-quotas request-service-quota-increase --region ${place} --service-code ${spec.service} --quota-code ${spec.code} --desired-value ${needed}`;
};

/** Nested stacks make more than the template shows. */
const shownOrDeclared = (id: QuotaId, input: CheckInput, shown: number): number =>
  input.target.product.quotas
    .filter(({ check }) => check === id)
    .reduce((need, one) => Math.max(need, one.need(productScope(input))), shown);

/** What the running stack has of it already is not needed once more. */
const needOf = async (
  id: QuotaId,
  input: CheckInput,
  resources: readonly TemplateResource[],
): Promise<number> => {
  const spec = quotas[id];
  const wanted = spec.need(resources, input);
  if (input.target.kind === 'create') return shownOrDeclared(id, input, wanted);
  if (wanted === 0) return wanted;
  const present = await input.facts.stackResources(input.target.stackName);
  const own = present.filter((one) => spec.types.includes(one.type) && one.physicalId !== '').length;
  const before = resources.filter((one) => spec.types.includes(one.type)).length;
  // Needs are not always a plain count (cores, one of several zones): scale by what is new.
  return before === 0 ? wanted : Math.ceil((wanted * Math.max(0, before - own)) / before);
};

interface Balance {
  readonly used: number;
  readonly need: number;
  readonly limit: number;
  readonly soft: boolean;
}

const verdictOf = (spec: QuotaSpec, region: string, { used, need, limit, soft }: Balance): Verdict => {
  const where = spec.where ?? (spec.global === true ? 'in this account' : `in ${region}`);
  const state = `${used} of ${limit} ${spec.unit} used ${where}; this stack needs ${need}`;
  const enough = used + need + (soft ? 0 : (spec.keptBack ?? 0));
  const more = ask(spec, region, enough);
  if (used + need > limit)
    return soft
      ? warn(`${state}. It would come up and then be slowed down.`, `Ask for more: ${more}`)
      : fail(`${state}.`, `Free some, or ask for more: ${more}`);
  if (used + need === limit)
    return warn(
      `${state}, which takes the last.`,
      `Ask for more before others need some: ${ask(spec, region, enough + need)}`,
    );
  return pass(state);
};

const judgeQuota =
  (id: QuotaId) =>
  async (input: CheckInput): Promise<Verdict> => {
    const spec = quotas[id];
    const { facts, target } = input;
    if (target.template === undefined)
      return noTemplate(target, 'Without a template it is not known how many are needed.');
    const resources = await resourcesOf(input);
    const need = await needOf(id, input, resources);
    if (need === 0) return notNeeded(`This template needs no further ${spec.unit}.`);
    const [quota, used] = await Promise.all([facts.quota(spec.service, spec.code), spec.used(input)]);
    if (quota === undefined)
      return unknown(
        `AWS tells no limit for ${spec.unit} in ${target.region} (${used} used, ${need} needed).`,
        `Look it up in the Service Quotas console: service ${spec.service}, quota ${spec.code}.`,
      );
    const soft = spec.soft?.(resources, input) ?? false;
    const limit = quota.value - (soft ? 0 : (spec.keptBack ?? 0));
    return verdictOf(spec, target.region, { used, need, limit, soft });
  };

const quotaCheck = (id: QuotaId): Check => ({
  id,
  category: 'Quotas',
  title: `Room for the ${quotas[id].unit} it needs`,
  uses: (product, template) =>
    // Conditions and macros decide what is made; without any, the template alone tells.
    template !== undefined &&
    (template.conditions.size > 0 ||
      template.transforms.length > 0 ||
      product.quotas.some(({ check }) => check === id))
      ? [...template.parameters.keys()]
      : [],
  judge: judgeQuota(id),
});

const ids = Object.keys(quotas) as QuotaId[];

export const quotaChecks = Object.fromEntries(ids.map((id) => [id, quotaCheck(id)])) as {
  readonly [Id in QuotaId]: Check<Id>;
};
