import type { CheckInput } from '../../core/check.ts';
import { templateActions, type TemplateActions } from '../policy/template-actions.ts';
import { resourcesOf, scopeOf } from '../template/resource-types.ts';

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
