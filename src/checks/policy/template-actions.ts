import type { Template, TemplateResource } from '../../core/template.ts';
import { awsTypeOf } from '../../template/index.ts';
import { actionsOf, lookupAction } from '../../template/actions/by-type.ts';

export interface TemplateActions {
  /** Sorted, each once. */
  readonly actions: readonly string[];
  /** Types of which nobody here knows the actions. */
  readonly unknownTypes: readonly string[];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** What CloudFormation calls, as the caller or as the service role, to make these resources and look up ids. */
export function templateActions(template: Template, resources: readonly TemplateResource[]): TemplateActions {
  const types = distinct(resources.map((resource) => resource.type));
  const lookups = [...template.parameters.values()].flatMap(({ type }) => {
    const awsType = awsTypeOf(type);
    return awsType === undefined ? [] : (lookupAction(awsType) ?? []);
  });
  return {
    actions: distinct([...types.flatMap((type) => actionsOf(type) ?? []), ...lookups]),
    unknownTypes: types.filter((type) => actionsOf(type) === undefined),
  };
}
