import { speaksOf, statementsOf, type Statement } from './policy-document.ts';

/** Who is to be allowed what. */
export interface AddedStatement {
  /** Role ARNs. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  /** Of a key policy; a trust policy has none. */
  readonly resource?: '*';
}

export interface PolicyAddition {
  /** JSON text, two spaces of indentation; undefined: nothing is missing. */
  readonly document?: string;
  /** The statement that is added. */
  readonly sid?: string;
  /** Principals, as the policy names them, that are gone: AWS refuses to write a policy with one of them. */
  readonly gone: readonly string[];
  /** A statement that denies what is to be allowed: a deny wins. */
  readonly denied: boolean;
}

const names = ({ principals }: Statement, arn: string): boolean =>
  principals.some((one) => one === `AWS:${arn}` || one === 'AWS:*' || one === '*');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (json: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const document: unknown = JSON.parse(json);
    return isRecord(document) ? document : undefined;
  } catch {
    return undefined;
  }
};

const statementList = (document: Readonly<Record<string, unknown>>): readonly unknown[] => {
  const { Statement: statement } = document;
  if (statement === undefined) return [];
  return Array.isArray(statement) ? (statement as readonly unknown[]) : [statement];
};

/** IAM wants each Sid once in a policy. */
const freeSid = (wanted: string, statements: readonly unknown[]): string => {
  const taken = new Set(statements.map((one) => (isRecord(one) ? one['Sid'] : undefined)));
  let sid = wanted;
  for (let number = 2; taken.has(sid); number += 1) sid = `${wanted}${number}`;
  return sid;
};

const oneOrMany = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : values);

/** The ids that stand in a policy for a role or user that was deleted. */
const goneId = /^AWS:(A(?:ROA|IDA)[A-Z0-9]{12,})$/;

/**
 * A policy with one more statement that allows what is missing in it; every other statement stays as it is. A
 * condition may not be met, so what is allowed under one counts as missing.
 * @param json text of the policy in place
 * @returns undefined where it is no policy
 */
export function policyWith(json: string, grant: AddedStatement, sid: string): PolicyAddition | undefined {
  const document = parsed(json);
  if (document === undefined) return undefined;
  const { principals, actions, resource } = grant;
  const known = statementsOf(json);
  const allowed = (arn: string, action: string): boolean =>
    known.some(
      (one) => one.effect === 'Allow' && !one.conditional && names(one, arn) && speaksOf(one, action),
    );
  const missing = principals.filter((arn) => !actions.every((action) => allowed(arn, action)));
  const denied = known.some(
    (one) =>
      one.effect === 'Deny' &&
      principals.some((arn) => names(one, arn)) &&
      actions.some((action) => speaksOf(one, action)),
  );
  const gone = known.flatMap((one) => one.principals.flatMap((name) => goneId.exec(name)?.[1] ?? []));
  if (missing.length === 0) return { gone, denied };
  const statements = statementList(document);
  const added = {
    Sid: freeSid(sid, statements),
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(missing) },
    Action: oneOrMany(actions),
    Resource: resource,
  };
  const text = JSON.stringify({ ...document, Statement: [...statements, added] }, undefined, 2);
  return { document: text, sid: added.Sid, gone, denied };
}
