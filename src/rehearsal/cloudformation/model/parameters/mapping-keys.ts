import type { TemplateValue } from '../../../../core/template.ts';
import {
  activeResources,
  evaluate,
  parameterValues,
  type Scope,
  type ScopeFunction,
} from '../../../../template/index.ts';
import { ServiceError } from '../../../service.ts';
import { unlessInvalid } from '../scope.ts';
import { activeOutputs, checkOutputText } from '../outputs.ts';
import type { Definition } from '../stack-record.ts';
import type { World } from '../world.ts';
import { pseudoOfCall } from './template-rules.ts';

/**
 * Refuses a key that no map has, as CloudFormation does before it makes anything: in the resources that conditions leave
 * in and in outputs, as far as parameters and the region decide; and an output that is a list. A template that macros
 * rewrite is told when they have run.
 * @param stackName of a call; a nested stack's name is not made yet
 */
export function checkMappingKeys(
  world: World,
  region: string,
  definition: Pick<Definition, 'template' | 'parameters'>,
  stackName: string | undefined,
): void {
  const { template } = definition;
  if (template.transforms.length > 0) return;
  const functions = new Map([['Fn::FindInMap', lookUp(template.mappings)]]);
  look({ ...scopeOfCall(world, region, definition, stackName), functions });
}

/** What a call is judged in, before there is a stack. */
export function scopeOfCall(
  world: World,
  region: string,
  { template, parameters }: Pick<Definition, 'template' | 'parameters'>,
  stackName: string | undefined,
): Scope {
  const values = new Map([...parameters].map(([key, { value, resolved }]) => [key, resolved ?? value]));
  return {
    template,
    parameters: parameterValues(template, values),
    pseudo: pseudoOfCall(world, region, stackName),
  };
}

const lookUp =
  (mappings: Scope['template']['mappings']): ScopeFunction =>
  (argument, evaluated) => {
    if (!Array.isArray(argument) || argument.length !== 3) return undefined;
    const keys = (argument as readonly TemplateValue[]).map(evaluated);
    if (!keys.every((key) => typeof key === 'string' || typeof key === 'number')) return undefined;
    let found: TemplateValue | undefined = mappings;
    for (const key of keys) found = entryOf(found, key);
    if (found !== undefined) return found;
    throw new ServiceError('ValidationError', `Template error: Unable to get mapping for ${keys.join('::')}`);
  };

const entryOf = (value: TemplateValue | undefined, key: string | number): TemplateValue | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as { readonly [key: string]: TemplateValue })[key]
    : undefined;

/** What else is wrong with a value is told in its turn. */
const look = (scope: Scope): void => {
  for (const { properties } of unlessInvalid(() => activeResources(scope)) ?? [])
    for (const value of Object.values(properties)) unlessInvalid(() => evaluate(value, scope));
  for (const { value } of unlessInvalid(() => activeOutputs(scope)) ?? []) {
    const found = unlessInvalid(() => evaluate(value, scope));
    if (found?.known === true) checkOutputText(found.value);
  }
};
