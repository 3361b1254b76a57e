import type { TemplateValue } from '../../../../core/template.ts';
import type { Mapping } from '../../../document/section.ts';
import { add, present, type Build } from '../parts.ts';

/** One event of a function or a state machine. */
export interface ServerlessEvent {
  readonly build: Build;
  /** Logical id of the function or state machine. */
  readonly owner: string;
  /** `<owner><event>`, which its resources are named after. */
  readonly id: string;
  readonly type: string;
  readonly properties: Mapping;
  /** Condition and the like of the owner. */
  readonly rest: Mapping;
  /** What is called: the function or its alias. */
  readonly target: TemplateValue;
}

/** Lets a service call the function. */
export function permit(
  { build, id, rest, target }: ServerlessEvent,
  principal: string,
  more: Readonly<Record<string, TemplateValue | undefined>> = {},
  suffix = '',
): void {
  add(build, `${id}Permission${suffix}`, rest, {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: target,
      Principal: principal,
      ...present(more),
    },
  });
}
