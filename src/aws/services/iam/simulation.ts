import { paginateSimulatePrincipalPolicy, type EvaluationResult } from '@aws-sdk/client-iam';
import type { SimulatedAction } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { iamClient } from './roles.ts';

/** No maximum is documented; larger calls have been refused in practice. */
const batchSize = 50;

type SimulationDecision = SimulatedAction['decision'];
const severity: readonly string[] = ['allowed', 'implicitDeny', 'explicitDeny'];
const worse = (a: SimulationDecision, b: SimulationDecision): SimulationDecision =>
  severity.indexOf(a) >= severity.indexOf(b) ? a : b;

/** An answer this program does not know is no permission. */
const decisionOf = (text: string | undefined): SimulationDecision =>
  text === 'allowed' || text === 'explicitDeny' ? text : 'implicitDeny';

/** Newer answers carry one result per action with its resources inside, older ones one result per resource. */
const decide = (result: EvaluationResult): SimulationDecision => {
  const inside = (result.ResourceSpecificResults ?? []).map((one) => decisionOf(one.EvalResourceDecision));
  return inside.length === 0 ? decisionOf(result.EvalDecision) : inside.reduce(worse);
};

const denier = (result: EvaluationResult): SimulatedAction['by'] => {
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return 'scp';
  const boundary =
    result.PermissionsBoundaryDecisionDetail ??
    result.ResourceSpecificResults?.find((one) => one.PermissionsBoundaryDecisionDetail !== undefined)
      ?.PermissionsBoundaryDecisionDetail;
  return boundary?.AllowedByPermissionsBoundary === false ? 'boundary' : 'policy';
};

const missingContext = (result: EvaluationResult): readonly string[] => [
  ...new Set([
    ...(result.MissingContextValues ?? []),
    ...(result.ResourceSpecificResults ?? []).flatMap((one) => one.MissingContextValues ?? []),
  ]),
];

const readResult = (result: EvaluationResult): SimulatedAction => {
  const decision = decide(result);
  const by = decision === 'allowed' ? undefined : denier(result);
  return {
    action: result.EvalActionName ?? '',
    decision,
    by,
    missingContext: missingContext(result),
  };
};

/** One answer per action: of several, the most restrictive. */
export function mergeResults(results: readonly EvaluationResult[]): readonly SimulatedAction[] {
  const merged = new Map<string, SimulatedAction>();
  for (const next of results.map(readResult)) {
    const known = merged.get(next.action);
    const kept =
      known === undefined || worse(known.decision, next.decision) !== known.decision ? next : known;
    merged.set(next.action, {
      ...kept,
      missingContext: [...new Set([...(known?.missingContext ?? []), ...next.missingContext])],
    });
  }
  return [...merged.values()];
}

const simulateBatch = async (
  aws: AwsConnection,
  arn: string,
  actions: readonly string[],
): Promise<readonly EvaluationResult[]> => {
  const results: EvaluationResult[] = [];
  const pages = paginateSimulatePrincipalPolicy(
    { client: iamClient(aws) },
    {
      PolicySourceArn: arn,
      ActionNames: [...actions],
      // Policies that allow some regions only are common; without the key their verdict is meaningless.
      ContextEntries: [
        { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [aws.region] },
      ],
    },
  );
  for await (const page of pages) results.push(...(page.EvaluationResults ?? []));
  return results;
};

/** @param arn a user, group or role (never an assumed-role session: IAM refuses it). */
export async function simulate(
  aws: AwsConnection,
  arn: string,
  actions: readonly string[],
): Promise<readonly SimulatedAction[]> {
  const batches = Array.from({ length: Math.ceil(actions.length / batchSize) }, (_, i) =>
    actions.slice(i * batchSize, (i + 1) * batchSize),
  );
  const results = await Promise.all(batches.map((batch) => simulateBatch(aws, arn, batch)));
  return mergeResults(results.flat());
}
