import type { Template, TemplateValue } from '../../core/template.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { awsTypeOf } from '../parameters/types.ts';
import { ruleFunctionOf } from './functions.ts';

/** Something in the account that a parameter of an AWS type may name. */
export interface RuleThing {
  readonly id: string;
  /** By the names rules use: `VpcId`, `Tags.Department`. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** What rules are judged by beside parameter values. */
export interface RuleFacts {
  /** Pseudo parameters as far as they are known. */
  readonly pseudo: ReadonlyMap<string, string>;
  /** All there are in account and region, by AWS parameter type; a type that is absent could not be read. */
  readonly things: ReadonlyMap<string, readonly RuleThing[]>;
  /** Why something could not be read, by AWS parameter type or `type.attribute`: `needs ec2:DescribeVpcs`. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** What a template's rules need to be told; everything in it is empty for rules that only compare values. */
export interface RuleReadings {
  /** Pseudo parameters. */
  readonly pseudo: ReadonlySet<string>;
  /** Attributes by AWS parameter type. */
  readonly attributes: ReadonlyMap<string, ReadonlySet<string>>;
}

export const isTag = (attribute: string): boolean => attribute.startsWith('Tags.');

export function ruleReadings(template: Template): RuleReadings {
  const pseudo = new Set<string>();
  const attributes = new Map<string, Set<string>>();
  const need = (type: string | undefined, attribute?: string): void => {
    if (type === undefined) return;
    const known = attributes.get(type) ?? new Set();
    attributes.set(type, known);
    if (attribute !== undefined) known.add(attribute);
  };
  for (const { condition, assertions } of template.rules.values())
    for (const { name, texts } of ruleCalls([condition ?? null, ...assertions.map(({ assert }) => assert)])) {
      const [first = '', second] = texts;
      if (name === 'Ref' && first.startsWith('AWS::')) pseudo.add(first);
      if (name === 'Fn::RefAll') need(first);
      if (name === 'Fn::ValueOfAll') need(first, second);
      if (name === 'Fn::ValueOf') need(awsTypeOf(template.parameters.get(first)?.type ?? ''), second);
    }
  return { pseudo, attributes };
}

/** Every call of a rule function, with those of its arguments that are texts. */
export function* ruleCalls(
  value: TemplateValue,
): Generator<{ readonly name: string; readonly texts: readonly string[] }> {
  if (isList(value)) for (const item of value) yield* ruleCalls(item);
  if (!isMapping(value)) return;
  const call = ruleFunctionOf(value);
  if (call === undefined) return;
  const [name, argument] = call;
  yield { name, texts: (isList(argument) ? argument : [argument]).flatMap((item) => textOf(item) ?? []) };
  yield* ruleCalls(argument);
}
