import { SimulatePrincipalPolicy$ } from '@aws-sdk/client-iam';
import { isAllowed } from '../../server/gate.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { AccountState } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';
import { noSuchEntity } from './roles.ts';

interface SimulatePrincipalPolicyInput {
  readonly PolicySourceArn: string;
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[];
  readonly Marker?: string;
  readonly MaxItems?: number;
}

type PolicyDecision = 'allowed' | 'explicitDeny' | 'implicitDeny';

interface SimulatedStatement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}

const patternOf = (action: string): RegExp =>
  new RegExp(
    `^${action
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  );

const statementsOf = (text: string): readonly SimulatedStatement[] => {
  const { Statement } = JSON.parse(text) as {
    Statement?: SimulatedStatement | readonly SimulatedStatement[];
  };
  if (Statement === undefined) return [];
  return Array.isArray(Statement)
    ? (Statement as readonly SimulatedStatement[])
    : [Statement as SimulatedStatement];
};

const matches = ({ Action, NotAction }: SimulatedStatement, action: string): boolean => {
  const isAmong = (patterns: string | readonly string[]): boolean =>
    [patterns].flat().some((pattern) => patternOf(pattern).test(action));
  return NotAction === undefined ? isAmong(Action ?? []) : !isAmong(NotAction);
};

/** A deny anywhere wins; resources and conditions are taken as met. */
const decide = (documents: readonly string[], action: string): PolicyDecision => {
  const hits = documents.flatMap(statementsOf).filter((statement) => matches(statement, action));
  if (hits.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return hits.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'implicitDeny';
};

/** The policies of a role; undefined stands for the account's own user, whom the account's permissions bind. */
const documentsOf = (account: AccountState, arn: string): readonly string[] | undefined => {
  if (!/^arn:[^:]+:iam::\d{12}:(user|group|role)\/./.test(arn))
    throw new ServiceError(
      'InvalidInput',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  if (arn === account.callerArn) return undefined;
  const role = [...account.roles.values()].find((candidate) => candidate.arn === arn);
  if (role === undefined) throw noSuchEntity(`Entity ${arn} does not exist.`);
  const attached = [...role.attached].map((policy) => account.policies.get(policy)?.document ?? '{}');
  return [...role.inline.values(), ...attached];
};

const decideFor = (
  account: AccountState,
  documents: readonly string[] | undefined,
  action: string,
): PolicyDecision => {
  if (documents !== undefined) return decide(documents, action);
  if (account.permissions.deny.has(action)) return 'explicitDeny';
  return isAllowed(account, action) ? 'allowed' : 'implicitDeny';
};

/** Who denied, where that is not the principal's own policy. */
const deniedByOf = ({ permissions }: AccountState, action: string): object => {
  if (!permissions.deny.has(action)) return {};
  if (permissions.deniedBy === 'scp')
    return { OrganizationsDecisionDetail: { AllowedByOrganizations: false } };
  if (permissions.deniedBy === 'boundary')
    return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } };
  return {};
};

/** One result per action; answers per resource only where resources were named. */
const resultFor = (
  action: string,
  decision: PolicyDecision,
  resources: readonly string[],
  more: object,
): object => ({
  EvalActionName: action,
  EvalResourceName: '*',
  EvalDecision: decision,
  MatchedStatements: [],
  MissingContextValues: [],
  ResourceSpecificResults: resources.map((arn) => ({
    EvalResourceName: arn,
    EvalResourceDecision: decision,
    MatchedStatements: [],
    MissingContextValues: [],
  })),
  ...more,
});

/** As it once was: a result for each pair of action and resource, and none below it. */
const resultsPerResource = (
  action: string,
  decision: PolicyDecision,
  resources: readonly string[],
  more: object,
): readonly object[] =>
  (resources.length === 0 ? ['*'] : resources).map((arn) => ({
    ...resultFor(action, decision, [], more),
    EvalResourceName: arn,
  }));

const simulate = (input: SimulatePrincipalPolicyInput, { account }: CallContext): object => {
  const documents = documentsOf(account, input.PolicySourceArn);
  const resources = (input.ResourceArns ?? []).filter((arn) => arn !== '*');
  const results = input.ActionNames.flatMap((action) => {
    const decision = decideFor(account, documents, action);
    const more = documents === undefined ? deniedByOf(account, action) : {};
    return account.simulatesPerResource
      ? resultsPerResource(action, decision, resources, more)
      : [resultFor(action, decision, resources, more)];
  });
  const page = pageOf(results, pageSize(input.MaxItems ?? 100, 1000), input.Marker);
  return { EvaluationResults: page.items, IsTruncated: page.next !== undefined, Marker: page.next };
};

export const simulateOperations: Readonly<Record<string, Operation>> = {
  SimulatePrincipalPolicy: operation(SimulatePrincipalPolicy$, simulate),
};
