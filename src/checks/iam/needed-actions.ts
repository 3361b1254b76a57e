import type { CheckInput, Verdict } from '../../core/check.ts';
import { templateActions, type TemplateActions } from '../policy/template-actions.ts';
import { resourcesOf, scopeOf } from '../template/resource-types.ts';
import { listed } from '../verdicts.ts';

const none: TemplateActions = { needed: [], later: [], listed: [], actions: [], unknownTypes: [] };

/** What CloudFormation calls for the resources and properties that these values switch on. */
export async function neededActions(
  input: Pick<CheckInput, 'facts' | 'values' | 'target'>,
): Promise<TemplateActions> {
  const { template } = input.target;
  if (template === undefined) return none;
  const [resources, identity] = await Promise.all([resourcesOf(input), input.facts.identity()]);
  return templateActions(template, resources, scopeOf(template, input, identity));
}

/** A verdict with what it leaves out: resource types that nobody here knows the actions of. */
export const withUnknownTypes = (
  verdict: Verdict,
  { unknownTypes }: Pick<TemplateActions, 'unknownTypes'>,
): Verdict =>
  unknownTypes.length === 0
    ? verdict
    : {
        ...verdict,
        message: `${(verdict.message ?? '').replace(/\.?$/, '.')} Not judged: what ${listed(unknownTypes)} needs.`,
      };
