import type { CheckInput } from '../../core/check.ts';
import type { TemplateResource, TemplateValue } from '../../core/template.ts';
import { evaluate, type Scope } from '../../template/index.ts';
import { scopeOf } from '../template/resource-types.ts';

/** Account, partition: no number in a template is made from them. */
const anyone = { account: '000000000000', partition: 'aws' };

const numberOf = (value: TemplateValue | undefined, scope: Scope): number | undefined => {
  if (value === undefined) return undefined;
  const result = evaluate(value, scope);
  if (!result.known || (typeof result.value !== 'number' && typeof result.value !== 'string'))
    return undefined;
  const number = Number(result.value);
  return Number.isFinite(number) ? number : undefined;
};

const scopeFor = (input: CheckInput): Scope | undefined =>
  input.target.template === undefined ? undefined : scopeOf(input.target.template, input, anyone);

const referenced = (value: TemplateValue | undefined): string | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { Ref } = value as { readonly Ref?: TemplateValue };
  return typeof Ref === 'string' ? Ref : undefined;
};

/** CPU units are 1,024 to a vCPU; a task definition without any is no Fargate one. */
export function taskCores(resources: readonly TemplateResource[], input: CheckInput): number {
  const scope = scopeFor(input);
  if (scope === undefined) return 0;
  const definitions = new Map(resources.map((one) => [one.logicalId, one]));
  const cores = resources
    .filter((one) => one.type === 'AWS::ECS::Service')
    .map(({ properties }) => {
      const definition = definitions.get(referenced(properties.TaskDefinition) ?? '');
      const units = numberOf(definition?.properties.Cpu, scope) ?? 0;
      return ((numberOf(properties.DesiredCount, scope) ?? 1) * units) / 1024;
    });
  return Math.ceil(cores.reduce((sum, one) => sum + one, 0));
}

/** Functions share the account's pool unless they reserve a part of it. */
export function reservedConcurrency(resources: readonly TemplateResource[], input: CheckInput): number {
  const scope = scopeFor(input);
  if (scope === undefined) return 0;
  return resources
    .filter((one) => one.type === 'AWS::Lambda::Function')
    .reduce(
      (sum, { properties }) => sum + (numberOf(properties.ReservedConcurrentExecutions, scope) ?? 0),
      0,
    );
}
