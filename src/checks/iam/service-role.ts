import { parseArn, roleName } from '../../account/arn.ts';
import { statementsOf, trusts, verdictOn, type Statement } from '../../account/policy-document.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { NeededAction, TemplateActions } from '../policy/template-actions.ts';
import { counted, fail, listed, pass, skipped, warn } from '../verdicts.ts';
import { neededActions, withUnknownTypes } from './needed-actions.ts';
import { rewritingKeys } from '../template/expanded.ts';
import { serviceRoleFix } from './role/fix.ts';
import { plannedRole } from './role/planned-role.ts';

const service = 'cloudformation.amazonaws.com';

/** What can be done about a role that lacks something; where no role can be made for this template, why. */
const refresh = async (input: CheckInput): Promise<string> => {
  const role = await plannedRole(input);
  return 'refused' in role
    ? `Add to the role what it lacks. None can be made for you: ${role.refused}`
    : 'quilt-install preflight --fix --only iam.service-role makes one for this template; or add to the role what it lacks.';
};

const withPurpose = ({ action, purpose, type }: NeededAction): string => `${action} (to ${purpose}: ${type})`;

/** Each action by what the documents say of it; what they allow falls away. */
const shortfall = (statements: readonly Statement[], { needed, later, listed: all }: TemplateActions) => {
  const lacks = (action: string): boolean => verdictOn(statements, action) !== 'allowed';
  const missing = needed.filter(({ action }) => lacks(action));
  return {
    denied: missing.filter(({ action }) => verdictOn(statements, action) === 'denied'),
    absent: missing.filter(({ action }) => verdictOn(statements, action) === 'absent'),
    later: later.filter(lacks),
    listed: all.filter(lacks),
  };
};

const laterWords = (later: readonly string[]): readonly string[] =>
  later.length === 0 ? [] : [`${counted(later.length, 'action')} to update or delete (${listed(later)})`];

const listedWords = (names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [`${names.length} that AWS lists for these resource types and that may never be called`];

/** Also of a role that passes is said what could not be judged. */
const documentsVerdict = async (input: CheckInput, name: string): Promise<Verdict> => {
  if (input.target.template === undefined)
    return pass(`${name} trusts CloudFormation; what it must be allowed is known with a template.`);
  const [documents, actions] = await Promise.all([input.facts.rolePolicies(name), neededActions(input)]);
  const verdict = await actionsVerdict(input, name, documents.flatMap(statementsOf), actions);
  return withUnknownTypes(verdict, actions);
};

const actionsVerdict = async (
  input: CheckInput,
  name: string,
  statements: readonly Statement[],
  actions: TemplateActions,
): Promise<Verdict> => {
  const short = shortfall(statements, actions);
  if (short.denied.length > 0)
    return fail(
      `${name} is denied ${listed(short.denied.map(withPurpose), 4)}; the stack fails there.`,
      'Have the deny lifted, or use another role; an allow elsewhere does not help against a deny.',
    );
  if (short.absent.length > 0)
    return fail(
      `${name} lacks ${counted(short.absent.length, 'action')} without which the stack fails: ${listed(short.absent.map(withPurpose), 4)}.`,
      await refresh(input),
    );
  const less = [...laterWords(short.later), ...listedWords(short.listed)];
  if (less.length > 0)
    return warn(
      `${name} allows the ${actions.needed.length} actions that this stack certainly needs. It lacks ${less.join(', and ')}.`,
      await refresh(input),
    );
  return pass(`${name} allows all ${actions.actions.length} actions that this template may need.`);
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { roleArn } = input.target;
  if (roleArn === undefined)
    return skipped(
      'No service role is used (--role-arn names one): CloudFormation acts with your own permissions.',
    );
  const { account, partition } = await input.facts.identity();
  const parsed = parseArn(roleArn);
  if (parsed?.service !== 'iam' || !parsed.resource.startsWith('role/') || parsed.account !== account)
    return fail(
      `${roleArn.slice(0, 120)} is not the ARN of a role in account ${account}.`,
      `Give one like arn:${partition}:iam::${account}:role/NAME with --role-arn.`,
    );
  const role = await input.facts.role(roleName(roleArn));
  if (role === undefined)
    return fail(
      `There is no role ${roleName(roleArn)} in this account.`,
      'Correct --role-arn, or have one made: quilt-install preflight --fix --only iam.service-role.',
    );
  if (!trusts(role.trust, service))
    return fail(
      `${role.name} does not trust CloudFormation, so it cannot be handed over.`,
      `Let ${service} assume it: aws iam update-assume-role-policy --role-name ${role.name}.`,
    );
  return documentsVerdict(input, role.name);
};

export const serviceRole: Check<'iam.service-role'> = {
  id: 'iam.service-role',
  category: 'IAM',
  title: 'The service role is up to date and trusts CloudFormation',
  uses: rewritingKeys,
  judge,
  fix: async (input) => {
    // What a macro will make could need anything.
    if ((input.target.template?.transforms.length ?? 0) > 0) return undefined;
    return (await judge(input)).status === 'pass' ? undefined : serviceRoleFix(input);
  },
};
