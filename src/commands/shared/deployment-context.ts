import { withExpandedTemplate } from '../../checks/index.ts';
import type { DeploymentTarget } from '../../core/check.ts';
import type { Product } from '../../core/product.ts';
import type { Stack } from '../../core/stack.ts';
import { recognisedProduct, templateSignature } from '../../products/index.ts';
import type { Settings } from '../../parameters/index.ts';
import { estimateSeconds } from '../../template/index.ts';
import type { CommandContext } from './context.ts';
import { readTemplate, type LoadedTemplate } from './template.ts';

/** What is about to be done, and to what: what checks, parameters and plan share. */
export interface DeploymentContext {
  readonly context: CommandContext;
  readonly stack: Stack | undefined;
  readonly loadedTemplate: LoadedTemplate | undefined;
  readonly target: DeploymentTarget;
}

/** What a step takes of a deployment: fields of its command's context, and others of its own. */
export type DeploymentPart<
  Field extends keyof CommandContext,
  Own extends Exclude<keyof DeploymentContext, 'context'> = never,
> = Pick<DeploymentContext, Own> & { readonly context: Pick<CommandContext, Field> };

/** What was typed in at a question could not be looked at before; where nobody named the product, it tells. */
const productOf = async (
  {
    product,
    settings,
    givenTemplate,
    session,
  }: Pick<CommandContext, 'session' | 'settings' | 'product' | 'givenTemplate'>,
  loadedTemplate: LoadedTemplate | undefined,
): Promise<Product> =>
  settings.product.value !== undefined || givenTemplate !== undefined || loadedTemplate === undefined
    ? product
    : (await recognisedProduct(templateSignature(loadedTemplate.template), session.local)).product;

/** A rehearsal's samples are nobody's wish: what they say of team data and DNS a product without either is not told. */
const fittingSettings = (
  { session, settings }: Pick<CommandContext, 'session' | 'settings'>,
  product: Product,
): Settings => {
  const { buckets, dnsMethod } = settings;
  const sampled = ({ source }: { readonly source: string }): boolean =>
    source === 'answers' && session.options.answers === undefined;
  return {
    ...settings,
    buckets:
      product.teamBucket === undefined && sampled(buckets) ? { source: 'default', value: [] } : buckets,
    dnsMethod:
      !product.needsRecords && sampled(dnsMethod) ? { source: 'default', value: undefined } : dnsMethod,
  };
};

/** By what the macros make, as far as it can be told before the values are known. */
const estimated = (target: DeploymentTarget): DeploymentTarget => {
  const { template } = withExpandedTemplate(target, new Map());
  if (template === undefined) return target;
  return {
    ...target,
    estimatedSeconds:
      estimateSeconds(template, [...template.resources.values()], target.kind) +
      (target.rollback?.monitoringMinutes ?? 0) * 60,
  };
};

/** Alarms of the stack count on: CloudFormation keeps them. */
const rollbackOf = ({ rollback }: Settings, own: Stack['rollback']): DeploymentTarget['rollback'] => {
  const { alarms = [], monitoringMinutes } = rollback.value ?? {};
  const all = [...new Set([...(own?.alarms ?? []).map(({ arn }) => arn), ...alarms])];
  const minutes = monitoringMinutes ?? own?.monitoringMinutes ?? 0;
  return all.length === 0 && minutes === 0 ? undefined : { alarms: all, monitoringMinutes: minutes };
};

/**
 * @param kind what the command is for; preflight judges an existing stack as an update.
 * @param mayAsk whether a missing template is asked for at a terminal
 */
export async function resolveDeployment(
  started: CommandContext,
  kind: DeploymentTarget['kind'],
  stack: Stack | undefined,
  mayAsk = true,
): Promise<DeploymentContext> {
  const { session, connection } = started;
  const { loadedTemplate, error } = started.givenTemplate ?? (await readTemplate(started, mayAsk));
  const product = await productOf(started, loadedTemplate);
  const context = { ...started, product, settings: fittingSettings(started, product) };
  const { settings } = context;
  const target: DeploymentTarget = {
    kind,
    region: connection.region,
    stackName: context.stackName,
    buckets: settings.buckets.value,
    product: context.product,
    confirmed: session.options.confirm === context.stackName,
    expectAccount: settings.account.value,
    template: loadedTemplate?.template,
    templateSource: loadedTemplate?.shownSource,
    templateError: error,
    roleArn: settings.roleArn.value ?? stack?.roleArn,
    templateBucket: settings.templateBucket.value,
    revertDrift: session.options.revertDrift,
    rollback: rollbackOf(settings, kind === 'update' ? stack?.rollback : undefined),
  };
  return { context, stack, loadedTemplate, target: estimated(target) };
}
