import type { Statement } from '../../../account/policy-document.ts';
import type { CommentedStatement } from './statements.ts';

interface Grant {
  readonly scope: string;
  readonly action: string;
}

const scopeText = (effect: string, resources: readonly string[], conditional: boolean): string =>
  `${effect === 'Deny' ? 'deny ' : ''}on ${[...resources].sort().join(', ')}${conditional ? ', under a condition' : ''}`;

const grantsOf = (statements: readonly Statement[]): readonly Grant[] =>
  statements.flatMap(({ effect, actions, notActions, resources, conditional }) => {
    const scope = scopeText(effect, resources, conditional);
    return [...actions, ...notActions.map((action) => `all but ${action}`)].map((action) => ({
      scope,
      action,
    }));
  });

const plannedGrants = (statements: readonly CommentedStatement[]): readonly Grant[] =>
  statements.flatMap(({ Effect, Action, Resource, Condition }) => {
    const scope = scopeText(Effect, [Resource].flat(), Condition !== undefined);
    return Action.map((action) => ({ scope, action }));
  });

const keyOf = ({ scope, action }: Grant): string => `${action.toLowerCase()} ${scope}`;

/** One line for each scope, its actions together. */
const lines = (sign: string, grants: readonly Grant[], without: readonly Grant[]): readonly string[] => {
  const known = new Set(without.map(keyOf));
  const byScope = new Map<string, string[]>();
  for (const grant of grants.filter((one) => !known.has(keyOf(one))))
    byScope.set(grant.scope, [...(byScope.get(grant.scope) ?? []), grant.action]);
  return [...byScope].map(([scope, actions]) => `${sign} ${scope}: ${actions.join(' ')}`);
};

/** What a role may do from now on and no longer, against the statements it has: `+` and `-` lines. */
export function roleChanges(
  present: readonly Statement[],
  planned: readonly CommentedStatement[],
): readonly string[] {
  const [before, after] = [grantsOf(present), plannedGrants(planned)];
  return [...lines('-', before, after), ...lines('+', after, before)];
}
