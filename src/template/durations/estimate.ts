import type { Template } from '../../core/template.ts';
import { dependencies, inOrder } from '../dependencies.ts';
import type { StackAction } from './by-resource-type.ts';
import { usualSeconds } from './by-resource-type.ts';

export interface EstimatedResource {
  readonly logicalId: string;
  readonly type: string;
}

/**
 * Seconds from now until each resource is done, if everything takes as long as usual and branches run side by side.
 * Deletes run against the arrows, which leaves the longest path as long.
 */
const finishSeconds = (
  template: Template,
  resources: readonly EstimatedResource[],
  action: StackAction,
  secondsOf: (resource: EstimatedResource) => number = ({ type }) => usualSeconds(type, action),
): ReadonlyMap<string, number> => {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource] as const));
  const graph = dependencies(template, new Set(byId.keys()));
  const done = new Map<string, number>();
  for (const id of inOrder(graph)) {
    const starts = Math.max(0, ...[...(graph.get(id) ?? [])].map((need) => done.get(need) ?? 0));
    const resource = byId.get(id);
    done.set(id, starts + (resource === undefined ? 0 : secondsOf(resource)));
  }
  // Resources the template does not hold (being removed) stand alone.
  for (const resource of resources)
    if (!done.has(resource.logicalId)) done.set(resource.logicalId, secondsOf(resource));
  return done;
};

/** Seconds the whole operation usually takes: the longest dependency path of these resources. */
export const estimateSeconds = (
  template: Template,
  resources: readonly EstimatedResource[],
  action: StackAction,
): number => Math.max(0, ...finishSeconds(template, resources, action).values());
