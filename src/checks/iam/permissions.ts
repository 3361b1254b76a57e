import { principalOf, roleName } from '../../account/arn.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { SimulatedAction } from '../../core/facts.ts';
import { grantsFor } from '../policy/grants.ts';
import { neededActions } from './needed-actions.ts';
import { rewritingKeys } from '../template/expanded.ts';
import { fail, listed, pass, unknown, warn, worst } from '../verdicts.ts';

/** Who is simulated: the ARN, or why nobody can be. */
type SimulatedPrincipal = { readonly arn: string; readonly name: string } | { readonly verdict: Verdict };

/** The simulator takes users and roles only, and a role by its true ARN, path included. */
const callerOf = async ({ facts }: CheckInput): Promise<SimulatedPrincipal> => {
  const { arn } = await facts.identity();
  const principal = principalOf(arn);
  switch (principal.kind) {
    case 'user':
    case 'role':
      return { arn: principal.arn, name: principal.name };
    case 'assumed-role': {
      const role = await facts.role(principal.name);
      if (role !== undefined) return { arn: role.arn, name: role.name };
      return {
        verdict: unknown(
          `The role ${principal.name} of these credentials could not be found, so its permissions cannot be simulated.`,
          'Have somebody who may see it run the checks.',
        ),
      };
    }
    case 'root':
      return { verdict: pass('These are the credentials of the root user, who may do everything.') };
    case 'other':
      return {
        verdict: unknown(
          `Permissions of ${arn} cannot be simulated; only those of users and roles can.`,
          'Run the checks as the user or role that will install.',
        ),
      };
  }
};

const deniers: Readonly<Record<string, string>> = {
  scp: 'a service control policy of the organization',
  boundary: "the caller's permissions boundary",
  policy: 'a policy',
};

const explicit = (denied: readonly SimulatedAction[], who: string): Verdict => {
  const by = (kind: string): readonly string[] =>
    denied.filter((one) => (one.by ?? 'policy') === kind).map((one) => one.action);
  const parts = Object.entries(deniers).flatMap(([kind, words]) =>
    by(kind).length === 0 ? [] : [`${words} denies ${listed(by(kind), 6)}`],
  );
  return fail(
    `For ${who}, ${parts.join('; ')}.`,
    'Have the deny lifted for these actions, or install with another role; an allow elsewhere does not help against a deny.',
  );
};

/** A deny of what only a later day asks for is met then. */
const laterDeny = (denied: readonly SimulatedAction[], who: string): Verdict =>
  warn(
    `${who} is denied ${listed(
      denied.map((one) => one.action),
      6,
    )}, which updating or deleting this stack asks for.`,
    'Have the deny lifted before you upgrade or uninstall; a guard against deletion may be meant.',
  );

const judgeResults = (
  results: readonly SimulatedAction[],
  who: string,
  later: readonly string[],
): Verdict => {
  const denied = results.filter((one) => one.decision === 'explicitDeny');
  const now = denied.filter((one) => !later.includes(one.action));
  if (now.length > 0) return explicit(now, who);
  if (denied.length > 0) return laterDeny(denied, who);
  const missing = results.filter((one) => one.decision === 'implicitDeny');
  // A verdict that hangs on a condition nobody gave a value for says nothing.
  const sure = missing.filter((one) => one.missingContext.length === 0);
  if (sure.length > 0)
    return warn(
      `Nothing seems to allow ${who} ${listed(
        sure.map((one) => one.action),
        6,
      )} (a policy for certain resources only looks the same here).`,
      'Compare with quilt-install preflight --print-policy, or use a service role: --role-arn.',
    );
  if (missing.length > 0)
    return unknown(
      `Whether ${who} may do ${listed(
        missing.map((one) => one.action),
        6,
      )} depends on conditions that cannot be simulated.`,
      'Compare with quilt-install preflight --print-policy.',
    );
  return pass(`${results.length} actions simulated for ${who}`);
};

const simulate = async (
  { facts }: CheckInput,
  { arn, name }: { readonly arn: string; readonly name: string },
  actions: readonly string[],
  later: readonly string[],
): Promise<Verdict> =>
  actions.length === 0
    ? pass(`nothing to simulate for ${name}`)
    : judgeResults(await facts.simulate(arn, actions), name, later);

/** Whatever can be said of the caller, a service role is judged by itself. */
const simulateCaller = (
  input: CheckInput,
  caller: SimulatedPrincipal,
  actions: readonly string[],
  later: readonly string[],
): Promise<Verdict> =>
  'verdict' in caller ? Promise.resolve(caller.verdict) : simulate(input, caller, actions, later);

const ownActions = ({ target }: CheckInput): readonly string[] =>
  grantsFor(target)
    .filter((grant) => grant.essential === true)
    .flatMap((grant) => grant.actions);

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { roleArn } = input.target;
  const [caller, made] = await Promise.all([callerOf(input), neededActions(input)]);
  // What AWS merely lists says nothing when it is missing, and every action asked about costs a call.
  const byCloudFormation = [...made.needed.map(({ action }) => action), ...made.later];
  if ('verdict' in caller && roleArn === undefined) return caller.verdict;
  const own = ownActions(input);
  const later = made.later.filter((action) => !own.includes(action));
  const verdict =
    roleArn === undefined
      ? await simulateCaller(input, caller, [...new Set([...own, ...byCloudFormation])], later)
      : worst(
          await Promise.all([
            simulateCaller(input, caller, own, []),
            simulate(
              input,
              { arn: roleArn, name: `the role ${roleName(roleArn)}` },
              byCloudFormation,
              made.later,
            ),
          ]),
        );
  if (made.unknownTypes.length === 0) return verdict;
  const judged = (verdict.message ?? '').replace(/\.?$/, '.');
  return { ...verdict, message: `${judged} Not judged: what ${listed(made.unknownTypes)} needs.` };
};

export const permissions: Check<'iam.permissions'> = {
  id: 'iam.permissions',
  category: 'IAM',
  title: 'The permissions for this stack are there',
  uses: rewritingKeys,
  judge,
};
