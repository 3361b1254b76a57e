/** One statement of an IAM policy, its one-or-many members as lists. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  /** `AWS:arn…`, `Service:name`, `*`. */
  readonly principals: readonly string[];
  readonly conditional: boolean;
  /** One text for each key: `iam:PassedToService StringEquals lambda.amazonaws.com`. */
  readonly conditions: readonly string[];
}

const list = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(
    (one): one is string => typeof one === 'string',
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const principalsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([kind, names]) => list(names).map((name) => `${kind}:${name}`));
};

const conditionsOf = (value: unknown): readonly string[] =>
  Object.entries(isRecord(value) ? value : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(
      ([key, values]) => `${key} ${operator} ${[...list(values)].sort().join(' ')}`,
    ),
  );

const statementOf = (value: unknown): readonly Statement[] => {
  if (!isRecord(value) || (value.Effect !== 'Allow' && value.Effect !== 'Deny')) return [];
  return [
    {
      effect: value.Effect,
      actions: list(value.Action),
      notActions: list(value.NotAction),
      resources: list(value.Resource),
      principals: principalsOf(value.Principal),
      conditional: isRecord(value.Condition) && Object.keys(value.Condition).length > 0,
      conditions: conditionsOf(value.Condition),
    },
  ];
};

/** The statements of a policy's JSON text; none for text that is no policy. */
export function statementsOf(json: string): readonly Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return [];
  }
  if (!isRecord(document)) return [];
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.flatMap(statementOf);
}

/** IAM's wildcards: `*` any text, `?` one character; action names compare without case. */
export function actionMatches(pattern: string, action: string): boolean {
  const text = action.toLowerCase();
  const parts = pattern.toLowerCase();
  // Two indices and a memory of the last star: no regular expression is made of foreign text.
  let [at, p, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    if (p < parts.length && (parts[p] === '?' || parts[p] === text[at]) && parts[p] !== '*') {
      at++;
      p++;
    } else if (parts[p] === '*') {
      star = p++;
      mark = at;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (parts[p] === '*') p++;
  return p === parts.length;
}

/** Whether a statement is about an action, allowing or denying it. */
export const speaksOf = (statement: Statement, action: string): boolean =>
  statement.actions.some((pattern) => actionMatches(pattern, action)) ||
  (statement.notActions.length > 0 &&
    !statement.notActions.some((pattern) => actionMatches(pattern, action)));

/** What a role's documents say of an action on some resource; conditions and resource scopes are not judged. */
export function verdictOn(statements: readonly Statement[], action: string): 'allowed' | 'denied' | 'absent' {
  const about = statements.filter((statement) => speaksOf(statement, action));
  const denied = about.some(
    (one) => one.effect === 'Deny' && !one.conditional && one.resources.includes('*'),
  );
  if (denied) return 'denied';
  return about.some((one) => one.effect === 'Allow') ? 'allowed' : 'absent';
}

/** True if a trust policy lets this service assume the role. */
export const trusts = (json: string, service: string): boolean =>
  statementsOf(json).some(
    (one) =>
      one.effect === 'Allow' &&
      one.actions.some((pattern) => actionMatches(pattern, 'sts:AssumeRole')) &&
      one.principals.some((principal) => principal === `Service:${service}` || principal === '*'),
  );
