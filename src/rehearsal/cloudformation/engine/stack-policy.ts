import { ServiceError } from '../../service.ts';

export type PolicyAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

type Texts = string | readonly string[] | undefined;

interface PolicyStatement {
  readonly Effect?: string;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>> | undefined>>;
}

/** @throws ServiceError where it is no document of statements */
export function readPolicy(body: string): readonly PolicyStatement[] {
  try {
    const { Statement } = JSON.parse(body) as { readonly Statement?: unknown };
    if (Array.isArray(Statement)) return Statement as readonly PolicyStatement[];
  } catch {
    // Told below, as what is JSON and no policy.
  }
  throw new ServiceError('ValidationError', 'Error validating stack policy: Invalid stack policy');
}

const listed = (texts: Texts): readonly string[] =>
  texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;

/** `*` stands for anything, however much of it. */
const matches = (patterns: Texts, text: string): boolean =>
  listed(patterns).some((pattern) => {
    const [first = '', ...rest] = pattern.split('*');
    const last = rest.pop();
    if (last === undefined) return pattern === text;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  });

const applies = (
  statement: PolicyStatement,
  action: PolicyAction,
  resource: string,
  type: string,
): boolean => {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const types = [Condition?.['StringEquals'], Condition?.['StringLike']].flatMap((one) =>
    listed(one?.['ResourceType']),
  );
  return (
    (NotAction === undefined ? matches(Action, action) : !matches(NotAction, action)) &&
    (NotResource === undefined ? matches(Resource, resource) : !matches(NotResource, resource)) &&
    (types.length === 0 || matches(types, type))
  );
};

/** Why a stack's policy does not let an update touch a resource; undefined: it does, or there is none. */
export function policyRefusal(
  policy: string | undefined,
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
  action: PolicyAction,
): string | undefined {
  if (policy === undefined) return undefined;
  const resource = `LogicalResourceId/${logicalId}`;
  const statements = readPolicy(policy).map((statement, index) => ({ statement, number: index + 1 }));
  const fitting = statements.filter(({ statement }) => applies(statement, action, resource, type));
  const denial = fitting.find(({ statement }) => statement.Effect === 'Deny');
  if (denial !== undefined)
    return `Action denied by stack policy: Statement [#${denial.number}] does not allow [${action}] for resource [${resource}];`;
  return fitting.length > 0 ? undefined : 'Action not allowed by stack policy';
}
