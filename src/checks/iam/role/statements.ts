import type { PolicyStatement } from '../../policy/document.ts';
import type { ScopeContext, ScopeRow } from './scope.ts';
import { dataScopes } from './scopes-data.ts';
import { databaseScopes } from './scopes-databases.ts';
import { identityScopes } from './scopes-identity.ts';
import { networkScopes } from './scopes-network.ts';
import { serviceScopes } from './scopes-services.ts';

export interface CommentedStatement extends PolicyStatement {
  /** Why it is as wide as it is. */
  readonly comment?: string;
}

/** What AWS lists and nobody here can scope; every action written down as needed has a row of its own. */
const listedRow = {
  sid: 'Listed',
  comment: 'AWS lists these for resource types of the template; no narrower resource is known for them here.',
  resources: () => ['*'],
} as const;

const rows: readonly ScopeRow[] = [
  ...identityScopes,
  ...dataScopes,
  ...databaseScopes,
  ...serviceScopes,
  ...networkScopes,
];

const rowFor = (action: string, context: ScopeContext): Omit<ScopeRow, 'service'> => {
  const [service, name = ''] = action.split(':');
  return (
    rows.find(
      (row) => row.service === service && (row.actions?.test(name) ?? true) && (row.when?.(context) ?? true),
    ) ?? listedRow
  );
};

const order = (sid: string): number => {
  const found = rows.findIndex((row) => row.sid === sid);
  return found < 0 ? rows.length : found;
};

const scoped = (action: string, context: ScopeContext): CommentedStatement => {
  const row = rowFor(action, context);
  return {
    Sid: row.sid,
    Effect: 'Allow',
    Action: [action],
    Resource: oneOrMany(row.resources(context, action)),
    Condition: row.condition?.(context, action),
    comment: row.comment,
  };
};

/** Characters of actions, and of resources, in one statement at most: a managed policy then has room for any. */
const charactersTogether = 2_500;

const chunks = (texts: readonly string[]): readonly (readonly string[])[] => {
  const parts: string[][] = [];
  let size = Infinity;
  for (const text of texts) {
    // Quotation marks and a comma.
    size += text.length + 3;
    if (size > charactersTogether) {
      parts.push([]);
      size = text.length + 3;
    }
    parts.at(-1)?.push(text);
  }
  return parts;
};

const oneOrMany = (resources: readonly string[]): string | readonly string[] =>
  resources.length === 1 && resources[0] !== undefined ? resources[0] : resources;

const divided = (statement: CommentedStatement): readonly CommentedStatement[] =>
  chunks(statement.Action).flatMap((Action) =>
    chunks([statement.Resource].flat()).map((resources) => ({
      ...statement,
      Action,
      Resource: oneOrMany(resources),
    })),
  );

/** A Sid counts within one policy; here it is kept unique in all of them, so that a person can name it. */
const withUniqueSids = (statements: readonly CommentedStatement[]): readonly CommentedStatement[] => {
  const seen = new Map<string, number>();
  return statements.map((statement) => {
    const count = (seen.get(statement.Sid) ?? 0) + 1;
    seen.set(statement.Sid, count);
    return count === 1 ? statement : { ...statement, Sid: `${statement.Sid}${count}` };
  });
};

/** Each action once, on no more than its row allows; those with the same scope together. */
export function roleStatements(
  actions: readonly string[],
  context: ScopeContext,
): readonly CommentedStatement[] {
  const groups = new Map<string, CommentedStatement>();
  for (const action of [...actions].sort()) {
    const one = scoped(action, context);
    const key = JSON.stringify([one.Sid, one.Resource, one.Condition]);
    const group = groups.get(key);
    groups.set(key, group === undefined ? one : { ...group, Action: [...group.Action, action] });
  }
  const sorted = [...groups.values()].sort((a, b) => order(a.Sid) - order(b.Sid));
  return withUniqueSids(sorted.flatMap(divided));
}
