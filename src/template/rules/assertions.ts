import type { Template, TemplateAssertion, TemplateRule } from '../../core/template.ts';
import { awsTypeOf } from '../parameters/types.ts';
import { holds, type RuleRun, type RuleValues } from './evaluate.ts';
import { ruleCalls, type RuleFacts } from './facts.ts';

/** An assertion of a rule that these values do not fulfil. */
export interface FailedAssertion {
  /** Name of the rule in the template. */
  readonly rule: string;
  /** `AssertDescription`; untrusted text. */
  readonly description?: string;
  /** Parameters it speaks of, in template order; none where it is about the region alone. */
  readonly parameters: readonly string[];
}

interface JudgedAssertion extends FailedAssertion {
  /** undefined: not decided by what is known. */
  readonly fulfilled: boolean | undefined;
  /** Why it is not decided, for people; empty where only values are not known yet. */
  readonly reasons: readonly string[];
}

/**
 * Every assertion of the template's rules, judged as CloudFormation does before it creates or changes anything.
 * @param values what `Ref` gives; a parameter that is left out is not known
 */
export function judgeAssertions(
  template: Template,
  values: RuleValues,
  facts: RuleFacts,
): readonly JudgedAssertion[] {
  return [...template.rules.values()].flatMap((rule) =>
    rule.assertions.map((assertion): JudgedAssertion => {
      const { fulfilled, reasons } = judge(rule, assertion, { template, values, facts });
      return {
        rule: rule.name,
        description: assertion.description,
        parameters: named(template, rule, assertion),
        fulfilled,
        reasons: fulfilled === undefined ? reasons : [],
      };
    }),
  );
}

/** The assertions that fail for certain: what cannot be decided is never among them. */
export const failedAssertions = (
  template: Template,
  values: RuleValues,
  facts: RuleFacts,
): readonly FailedAssertion[] =>
  judgeAssertions(template, values, facts).filter(({ fulfilled }) => fulfilled === false);

const judge = (
  rule: TemplateRule,
  { assert }: TemplateAssertion,
  scope: Pick<RuleRun, 'template' | 'values' | 'facts'>,
): Pick<JudgedAssertion, 'fulfilled' | 'reasons'> => {
  const reasons = new Set<string>();
  // AWS's pages say of Fn::ValueOfAll both "all parameters of type" and all things with that tag: only what holds
  // in both readings is certain.
  const readings = (['account', 'parameters'] as const).map((allOf) => {
    const run: RuleRun = { ...scope, allOf, reasons };
    const applies = rule.condition === undefined ? true : holds(rule.condition, run);
    if (applies === false) return true;
    const fulfilled = holds(assert, run);
    return applies === undefined && fulfilled === false ? undefined : fulfilled;
  });
  const [first, second] = readings;
  return { fulfilled: first === second ? first : undefined, reasons: [...reasons] };
};

const named = (template: Template, rule: TemplateRule, { assert }: TemplateAssertion): readonly string[] => {
  const of = (value: TemplateAssertion['assert']): readonly string[] => {
    const keys = new Set<string>();
    for (const { name, texts } of ruleCalls(value)) {
      const [text = ''] = texts;
      if (name === 'Ref' || name === 'Fn::ValueOf') keys.add(text);
      if (name === 'Fn::ValueOfAll')
        for (const { key, type } of template.parameters.values()) if (awsTypeOf(type) === text) keys.add(key);
    }
    return [...template.parameters.keys()].filter((key) => keys.has(key));
  };
  const own = of(assert);
  // An assertion about the region alone can still be escaped by what the condition asks for.
  return own.length === 0 && rule.condition !== undefined ? of(rule.condition) : own;
};
