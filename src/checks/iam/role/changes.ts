import { parseArn } from '../../../account/arn.ts';
import { statementsOf, type Statement } from '../../../account/policy-document.ts';
import type { CommentedStatement } from './statements.ts';

/** One action on one scope. */
interface ScopedAction {
  /** The action's service and the scope: what one line is about. */
  readonly about: string;
  readonly action: string;
}

/** Within one account and region an ARN says no more than its last part. */
const shortArn = (arn: string, service: string): string => {
  const parsed = parseArn(arn);
  return parsed?.service === service ? parsed.resource : arn;
};

const grantOf = (
  action: string,
  { effect, resources, conditions }: Statement,
  except: boolean,
): ScopedAction => {
  const [service = '', name = ''] = action.split(':');
  const scope = [...resources].map((arn) => shortArn(arn, service)).sort();
  const where = conditions.length === 0 ? '' : ` where ${[...conditions].sort().join(', ')}`;
  const words = `${effect === 'Deny' ? 'deny ' : ''}${except ? 'all but ' : ''}${service}`;
  return { about: `${words} on ${scope.join(', ')}${where}`, action: name === '' ? action : name };
};

const grantsOf = (statements: readonly Statement[]): readonly ScopedAction[] =>
  statements.flatMap((statement) => [
    ...statement.actions.map((action) => grantOf(action, statement, false)),
    ...statement.notActions.map((action) => grantOf(action, statement, true)),
  ]);

const keyOf = ({ about, action }: ScopedAction): string => `${about} ${action}`.toLowerCase();

/** One line for each service and scope, its actions together. */
const lines = (
  sign: string,
  grants: readonly ScopedAction[],
  without: readonly ScopedAction[],
): readonly string[] => {
  const known = new Set(without.map(keyOf));
  const together = new Map<string, string[]>();
  for (const grant of grants.filter((one) => !known.has(keyOf(one))))
    together.set(grant.about, [...(together.get(grant.about) ?? []), grant.action]);
  return [...together].map(([about, actions]) => `${sign} ${about}: ${actions.join(', ')}`);
};

/** What a role may do from now on (`+`) and no longer (`-`), against the statements it has. */
export function roleChanges(
  present: readonly Statement[],
  planned: readonly CommentedStatement[],
): readonly string[] {
  const [before, after] = [grantsOf(present), grantsOf(statementsOf(JSON.stringify({ Statement: planned })))];
  const changes = [...lines('-', before, after), ...lines('+', after, before)];
  return changes.length === 0 ? ['nothing changes'] : changes;
}
