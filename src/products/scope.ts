import { parseArn } from '../account/arn.ts';
import { isMasked, type Value, type Values } from '../core/parameter.ts';
import type { ProductScope } from '../core/product.ts';
import type { Stack } from '../core/stack.ts';
import type { Template } from '../core/template.ts';
import { pseudoParameters } from '../template/index.ts';

const pseudoOfStack = (stackId: string): ReadonlyMap<string, string> => {
  const arn = parseArn(stackId);
  if (arn === undefined) return new Map();
  const { account, region, partition } = arn;
  return pseudoParameters({
    account,
    region,
    partition,
    stackId,
    stackName: arn.resource.split('/')[1] ?? '',
  });
};

const keptValue = ([key, value]: readonly [string, string]): [string, Value] => [
  key,
  { key, value, source: 'stack', secret: isMasked(value), usePrevious: true },
];

/** What a stack that is there tells: its values (not those that read back as `****`) and its outputs. */
export const stackScope = (stack: Pick<Stack, 'id' | 'parameters' | 'outputs'>): ProductScope => ({
  values: new Map([...stack.parameters].map(keptValue)),
  outputs: stack.outputs,
  pseudo: pseudoOfStack(stack.id),
});

/** What is known once a stack has just come up: the values it was given, and what came out. */
export const deployedScope = (
  stackId: string,
  values: Values,
  outputs: ReadonlyMap<string, string>,
): ProductScope => ({ values, outputs, pseudo: pseudoOfStack(stackId) });

/** What is known before a stack is there. */
export const plannedScope = (planned: {
  readonly template: Template | undefined;
  readonly values: Values;
  readonly region: string;
  readonly stackName: string;
}): ProductScope => ({
  values: planned.values,
  template: planned.template,
  pseudo: new Map([
    ['AWS::Region', planned.region],
    ['AWS::StackName', planned.stackName],
  ]),
});
