import { isMasked, type ParameterKey, type Value } from '../../core/parameter.ts';
import type { Stack } from '../../core/stack.ts';
import type { Template } from '../../core/template.ts';

export interface Carried {
  readonly values: ReadonlyMap<ParameterKey, Value>;
  /** In this template and not in the running stack. */
  readonly added: readonly ParameterKey[];
  /** In the running stack and not in this template. */
  readonly dropped: readonly ParameterKey[];
}

/**
 * The running stack's own values, kept by `UsePreviousValue`: CloudFormation takes the template's default for a
 * parameter that an update leaves out, and what it shows for a NoEcho value is not that value.
 */
export function carryOver(
  template: Template,
  stack: Stack | undefined,
  previousTemplate?: Template,
): Carried {
  if (stack === undefined) return { values: new Map(), added: [], dropped: [] };
  const values = new Map<ParameterKey, Value>();
  for (const [key, { noEcho }] of template.parameters) {
    const value = stack.parameters.get(key);
    if (value === undefined) continue;
    const secret = noEcho || isMasked(value) || previousTemplate?.parameters.get(key)?.noEcho === true;
    values.set(key, { key, value, source: 'stack', secret, usePrevious: true });
  }
  return {
    values,
    added: [...template.parameters.keys()].filter((key) => !stack.parameters.has(key)),
    dropped: [...stack.parameters.keys()].filter((key) => !template.parameters.has(key)),
  };
}
