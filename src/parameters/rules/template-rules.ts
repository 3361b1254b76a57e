import type { InstallError } from '../../core/errors.ts';
import { isInstallError } from '../../core/errors.ts';
import { known, type Values } from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import type { Template } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import {
  isListType,
  isSsmType,
  judgeAssertions,
  listItems,
  type FailedAssertion,
} from '../../template/index.ts';
import { assertionFailed } from '../errors.ts';
import { gatherRuleFacts } from './rule-facts.ts';

export interface RulesJudgement {
  readonly failed: readonly FailedAssertion[];
  readonly problems: readonly InstallError[];
  /** Rules that could not be judged here, and why. */
  readonly warnings: readonly string[];
}

/** Nothing judged, nothing found. */
export const noRules: RulesJudgement = { failed: [], problems: [], warnings: [] };

/**
 * The template's `Rules` on these values, before CloudFormation judges them. What is not known (a value not given yet,
 * a kept secret, a denied call) never fails.
 */
export async function judgeTemplateRules(
  template: Template,
  values: Values,
  stackName: string,
  ports: Pick<Ports, 'facts' | 'secrets'>,
): Promise<RulesJudgement> {
  if (template.rules.size === 0) return noRules;
  const [facts, referred] = await Promise.all([
    gatherRuleFacts(template, stackName, ports.facts),
    referredValues(template, values, ports),
  ]);
  const judged = judgeAssertions(template, referred, facts);
  const failed = judged.filter(({ fulfilled }) => fulfilled === false);
  return {
    failed,
    problems: failed.map((one) => assertionFailed(template, one)),
    warnings: notJudged(judged.filter(({ reasons }) => reasons.length > 0)),
  };
}

/** What `Ref` gives: list types as lists, SSM types as what is stored under the name. */
const referredValues = async (
  template: Template,
  values: Values,
  { secrets }: Pick<Ports, 'secrets'>,
): Promise<ReadonlyMap<string, string | readonly string[]>> => {
  const found = await Promise.all(
    [...template.parameters.values()].map(async ({ key, type }) => {
      const given = known(values, key);
      const text =
        given !== undefined && isSsmType(type) && type !== 'AWS::SSM::Parameter::Name'
          ? await stored(given, secrets)
          : given;
      return text === undefined ? [] : [[key, isListType(type) ? listItems(text) : text] as const];
    }),
  );
  return new Map(found.flat());
};

const stored = (name: string, secrets: Ports['secrets']): Promise<string | undefined> =>
  secrets.parameter(name).catch((error: unknown) => {
    if (isInstallError(error)) return undefined;
    throw error;
  });

const notJudged = (
  undecided: readonly { readonly rule: string; readonly reasons: readonly string[] }[],
): readonly string[] => {
  const rules = [...new Set(undecided.map(({ rule }) => shortText(rule, 80)))];
  const reasons = [...new Set(undecided.flatMap((one) => one.reasons))];
  if (rules.length === 0) return [];
  return [
    `${rules.length === 1 ? 'Rule' : 'Rules'} ${shortText(rules.join(', '), 200)} of the template could not be judged here (${shortText(reasons.join('; '), 200)}); CloudFormation judges when the plan is made.`,
  ];
};
