import type { TemplateValue } from '../../core/template.ts';
import { newRun } from './conditions.ts';
import { resolve } from './resolve.ts';
import { noValue, unknown, type Evaluated, type Scope } from './scope.ts';

/**
 * A template value with its functions worked out; `AWS::NoValue` properties and items are gone (alone it is null).
 * @throws InstallError `template-invalid` where CloudFormation would refuse the function's arguments.
 */
export function evaluate(value: TemplateValue, scope: Scope): Evaluated {
  const run = newRun(scope);
  const result = resolve(value, run);
  if (result === unknown || run.waitsFor.size > 0) return { known: false, waitsFor: [...run.waitsFor] };
  return { known: true, value: result === noValue ? null : result };
}
