import { actionMatches, statementsOf, type Statement } from '../../account/policy-document.ts';
import type { Identity, LogsResourcePolicy } from '../../core/facts.ts';

/** Of Elasticsearch and OpenSearch alike. */
export const searchService = 'es.amazonaws.com';
/** What the service tries before it makes a domain that publishes logs. */
const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const speaksTo = ({ principals }: Statement): boolean =>
  principals.some((one) => [`Service:${searchService}`, 'AWS:*', '*'].includes(one));

const covers = (statement: Statement, action: string): boolean =>
  statement.actions.some((pattern) => actionMatches(pattern.trim(), action));

/** Guards against other accounts' domains leave those of this one alone. */
const isOwnAccount = (condition: string, account: string): boolean =>
  (/^aws:SourceAccount String(Equals|Like)/i.test(condition) && condition.includes(account)) ||
  (/^aws:SourceArn (Arn|String)(Equals|Like)/i.test(condition) &&
    new RegExp(`:${account}:(domain/)?\\*$`).test(condition));

/** Whether it counts for any log group of the account, whose names nobody knows before. */
export function isWide(statement: Statement, { account, partition }: Identity, region: string): boolean {
  const anyGroup = `arn:${partition}:logs:${region}:${account}:log-group:any:log-stream:any`;
  return (
    statement.resources.some((pattern) => actionMatches(pattern, anyGroup)) &&
    statement.conditions.every((one) => isOwnAccount(one, account))
  );
}

export interface Granting {
  readonly name: string;
  readonly statement: Statement;
}

/** The statements about the search service, and the policy that each stands in. */
export const speaking = (
  policies: readonly LogsResourcePolicy[],
  effect: Statement['effect'],
): readonly Granting[] =>
  policies.flatMap(({ name, document }) =>
    statementsOf(document)
      .filter((statement) => statement.effect === effect && speaksTo(statement))
      .map((statement) => ({ name, statement })),
  );

/** True if together they let it write. */
export const granted = (grants: readonly Granting[]): boolean =>
  actions.every((action) => grants.some(({ statement }) => covers(statement, action)));

/** True if one of them forbids a part of it, which no other policy can allow again. */
export const isDenied = (denials: readonly Granting[]): boolean =>
  denials.some(({ statement }) => actions.some((action) => covers(statement, action)));
