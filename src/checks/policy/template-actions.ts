import type { Template, TemplateResource, TemplateValue } from '../../core/template.ts';
import {
  actionNeeds,
  awsTypeOf,
  evaluate,
  lookupAction,
  type ActionNeed,
  type Scope,
} from '../../template/index.ts';

export interface NeededAction {
  readonly action: string;
  /** Why, to be read after "to". */
  readonly purpose: string;
  /** The resource type it is for, or the type of parameter. */
  readonly type: string;
}

/** Actions of CloudFormation's, each once and in the strictest class it has for any of the resources. */
export interface TemplateActions {
  /** Nothing comes up without. */
  readonly needed: readonly NeededAction[];
  /** To update, roll back or delete. */
  readonly later: readonly string[];
  /** AWS lists them for these types; a role known to work lacks many. */
  readonly listed: readonly string[];
  /** All three, sorted. */
  readonly actions: readonly string[];
  /** Types of which nobody here knows the actions. */
  readonly unknownTypes: readonly string[];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

const isMapping = (value: TemplateValue | undefined): value is Readonly<Record<string, TemplateValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const within = (resource: TemplateResource, path: string): TemplateValue | undefined =>
  path
    .split('.')
    .reduce<TemplateValue | undefined>(
      (value, key) => (isMapping(value) ? value[key] : undefined),
      resource.properties,
    );

/** `perhaps`: a condition that waits for a value decides. `false` asks for nothing, like leaving it out. */
const presence = (
  resource: TemplateResource,
  property: string,
  scope: Scope | undefined,
): 'set' | 'absent' | 'perhaps' => {
  const value = within(resource, property);
  if (value === undefined) return 'absent';
  if (scope === undefined) return 'set';
  const found = evaluate(value, scope);
  if (found.known) return found.value === null || found.value === false ? 'absent' : 'set';
  return isMapping(value) && 'Fn::If' in value ? 'perhaps' : 'set';
};

const classOf = (
  need: ActionNeed,
  resource: TemplateResource,
  scope: Scope | undefined,
): ActionNeed['class'] | undefined => {
  if (need.property === undefined) return need.class;
  const found = presence(resource, need.property, scope);
  if (found === 'absent') return undefined;
  return found === 'set' ? need.class : 'later';
};

const lookupsOf = (template: Template): readonly NeededAction[] =>
  [...template.parameters.values()].flatMap(({ type }) => {
    const action = lookupAction(awsTypeOf(type) ?? '');
    return action === undefined ? [] : [{ action, purpose: 'look up ids', type }];
  });

/**
 * What CloudFormation calls, as the caller or as the service role, to make these resources and look up ids.
 * @param scope decides which properties are set; without one, all that the template writes are.
 */
export function templateActions(
  template: Template,
  resources: readonly TemplateResource[],
  scope?: Scope,
): TemplateActions {
  const rows = resources.flatMap((resource) =>
    (actionNeeds(resource.type) ?? []).flatMap((need) => {
      const as = classOf(need, resource, scope);
      return need.actions.map((action) => ({ action, as, purpose: need.purpose, type: resource.type }));
    }),
  );
  const of = (kind: ActionNeed['class']): readonly string[] =>
    rows.filter(({ as }) => as === kind).map(({ action }) => action);
  const needed = new Map<string, NeededAction>();
  for (const { action, purpose, type } of [
    ...rows.filter(({ as }) => as === 'needed'),
    ...lookupsOf(template),
  ])
    if (!needed.has(action)) needed.set(action, { action, purpose, type });
  const later = distinct(of('later').filter((action) => !needed.has(action)));
  const stricter = new Set([...needed.keys(), ...later]);
  const listed = distinct(of('listed').filter((action) => !stricter.has(action)));
  return {
    needed: [...needed.values()].sort((a, b) => (a.action < b.action ? -1 : 1)),
    later,
    listed,
    actions: distinct([...stricter, ...listed]),
    unknownTypes: distinct(
      resources.map(({ type }) => type).filter((type) => actionNeeds(type) === undefined),
    ),
  };
}
