import registry from './registry.json' with { type: 'json' };

let lines: ReadonlyMap<string, string> | undefined;

/**
 * Handing a role over and making a service's own role are said of nearly every type, and are the two actions nobody
 * should have without need: the rows written by hand say which types do.
 */
const byHandOnly = new Set(['iam:PassRole', 'iam:CreateServiceLinkedRole']);

/** Actions of the type's handlers by AWS's schema; undefined where there is none. */
export function listedActions(type: string): readonly string[] | undefined {
  const line = (lines ??= new Map<string, string>(Object.entries(registry.types))).get(type);
  if (line === undefined) return undefined;
  let service = '';
  return line.split(' ').flatMap((word) => {
    if (word.endsWith(':')) {
      service = word;
      return [];
    }
    const action = service + word;
    return byHandOnly.has(action) ? [] : [action];
  });
}
