import type { TemplateParameter } from '../../core/template.ts';
import { enrichmentOf, pickerOf } from '../enrichment.ts';
import { pickFor, type PickResult } from '../pickers/index.ts';
import { generate, secretName } from '../references/generate.ts';
import { constraintViolation } from '../rules/constraint.ts';
import type { ResolvePorts } from '../types.ts';
import type { ReviewState } from './state.ts';

/** What the account has for a parameter, as things stand. */
export function picked(
  state: ReviewState,
  parameter: TemplateParameter,
  { facts, clock }: Pick<ResolvePorts, 'facts' | 'clock'>,
): Promise<PickResult> {
  const { product, template } = state.context;
  const enrichment = enrichmentOf(product, parameter.key);
  return pickFor(
    { parameter, enrichment, template, product, values: state.values },
    { facts, now: clock.now() },
  );
}

/** What may be left out is a person's to want, however clear the choice would be. */
const detectable = (
  state: ReviewState,
  parameter: TemplateParameter,
  open: readonly TemplateParameter[],
): boolean => {
  const { product } = state.context;
  return (
    pickerOf(product, parameter) !== undefined &&
    enrichmentOf(product, parameter.key).mayBeEmpty !== true &&
    !state.isWanted(parameter.key) &&
    !state.waits(parameter, open)
  );
};

const detect = async (
  state: ReviewState,
  parameter: TemplateParameter,
  ports: ResolvePorts,
): Promise<boolean> => {
  const found = await picked(state, parameter, ports);
  if (found.kind !== 'pick' || found.pick.takes === undefined) return false;
  const value = found.pick.best.join(',');
  if (value === '' || constraintViolation(parameter, value) !== undefined) return false;
  state.give({ key: parameter.key, value, source: 'detected', secret: parameter.noEcho });
  return true;
};

/**
 * The one kept under that name, or a new one. Undefined where none can be made up, and where the kept one does not fit:
 * `makeSecrets` leaves what is there.
 */
export async function madeUp(
  state: ReviewState,
  parameter: TemplateParameter,
  stackName: string,
  { secrets }: Pick<ResolvePorts, 'secrets'>,
): Promise<string | undefined> {
  // Whoever may not read secrets may still make one; `makeSecrets` says so if not.
  const kept = await secrets.secret(secretName(stackName, parameter.key)).catch(() => undefined);
  if (kept !== undefined) return constraintViolation(parameter, kept) === undefined ? kept : undefined;
  return generate(parameter, enrichmentOf(state.context.product, parameter.key));
}

/** Nobody has to invent a secret that the product says may be made up. */
const makeUp = async (
  state: ReviewState,
  parameter: TemplateParameter,
  stackName: string,
  ports: ResolvePorts,
): Promise<void> => {
  const { key } = parameter;
  const may = enrichmentOf(state.context.product, key).generate !== undefined && parameter.noEcho;
  if (!may || state.isWanted(key)) return;
  const value = await madeUp(state, parameter, stackName, ports);
  if (value !== undefined)
    state.generate({ key, value, source: 'generated', secret: true }, secretName(stackName, key));
};

/** Takes what needs no question: what the account has for it, and secrets that may be made up. */
export async function propose(state: ReviewState, stackName: string, ports: ResolvePorts): Promise<void> {
  let found: boolean;
  do {
    found = false;
    const open = state.open();
    for (const parameter of open)
      if (detectable(state, parameter, open)) found = (await detect(state, parameter, ports)) || found;
    // A VPC that was found lets its subnets be found.
  } while (found);
  for (const parameter of state.open()) await makeUp(state, parameter, stackName, ports);
}
