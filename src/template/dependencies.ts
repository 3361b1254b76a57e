import type { Template } from '../core/template.ts';
import { shortText } from '../core/text.ts';
import { templateInvalid } from './errors.ts';
import { lineOf } from './document/lines.ts';
import { referencesOfResource } from './intrinsics/references.ts';

/**
 * Which resources each one needs first: DependsOn, Ref, GetAtt and Sub.
 * @param active logical ids that count; all when not given. What needs a resource left out needs nothing.
 * @param conditions where known, only the branch of `Fn::If` that counts is followed.
 * @throws InstallError `template-invalid` on a cycle, naming its members in order.
 */
export function dependencies(
  ...of: Parameters<typeof dependencyGraph>
): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = dependencyGraph(...of);
  checkAcyclic(graph, of[0]);
  return graph;
}

/** The same, circles and all. */
export function dependencyGraph(
  template: Template,
  active?: ReadonlySet<string>,
  conditions?: ReadonlyMap<string, boolean>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const counts = (id: string): boolean => template.resources.has(id) && (active?.has(id) ?? true);
  const graph = new Map<string, ReadonlySet<string>>();
  for (const [id, resource] of template.resources) {
    if (!counts(id)) continue;
    const needs = new Set(resource.dependsOn.filter(counts));
    for (const { kind, name } of referencesOfResource(resource, conditions))
      if (kind !== 'condition' && counts(name)) needs.add(name);
    graph.set(id, needs);
  }
  return graph;
}

/** Ids so that each comes after everything it needs; what cannot be ordered (a cycle) is missing. */
export function inOrder(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const open = new Map([...graph].map(([id, needs]) => [id, needs.size] as const));
  const neededBy = new Map<string, string[]>();
  for (const [id, needs] of graph)
    for (const need of needs) neededBy.set(need, [...(neededBy.get(need) ?? []), id]);
  const ready = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of ready)
    for (const next of neededBy.get(id) ?? []) {
      const left = (open.get(next) ?? 0) - 1;
      open.set(next, left);
      if (left === 0) ready.push(next);
    }
  return ready;
}

const checkAcyclic = (graph: ReadonlyMap<string, ReadonlySet<string>>, template: Template): void => {
  const ordered = new Set(inOrder(graph));
  const start = [...graph.keys()].find((id) => !ordered.has(id));
  if (start === undefined) return;
  const path = [start];
  const seen = new Map([[start, 0]]);
  for (;;) {
    const next = [...(graph.get(path.at(-1) ?? '') ?? [])].find((id) => !ordered.has(id)) ?? start;
    const first = seen.get(next);
    if (first !== undefined) throw cycleError([...path.slice(first), next], template);
    seen.set(next, path.length);
    path.push(next);
  }
};

const cycleError = (ring: readonly string[], template: Template): Error =>
  templateInvalid(`Resources need each other in a circle: ${shortText(ring.join(' → '), 200)}.`, {
    line: lineOf(template.resources.get(ring[0] ?? '')),
  });
