import type { CheckInput } from '../../../core/check.ts';
import type { StackResource } from '../../../core/stack.ts';
import type { Template, TemplateResource } from '../../../core/template.ts';
import { bodyLimit, byteLength, type Scope } from '../../../template/index.ts';
import { templateActions } from '../../policy/template-actions.ts';
import { resourcesOf, scopeOf } from '../../template/resource-types.ts';
import { listed } from '../../verdicts.ts';
import { viaServices } from './callers.ts';
import { resourceNames, type Place, type ResourceNames } from './names.ts';
import { roleStatements, type CommentedStatement } from './statements.ts';
import { packed, roleTemplate, rolePath } from './template-text.ts';
import { trustedServices } from './trusted.ts';

/** A service role for one template, or why none can be made. */
export type PlannedRole =
  | {
      readonly statements: readonly CommentedStatement[];
      readonly text: string;
      /** Resource types of the template that it may lack actions for: nobody here knows them. */
      readonly unknownTypes: readonly string[];
    }
  | { readonly refused: string };

/** What IAM attaches to one role, unless its quota was raised. */
const policiesAtMost = 10;

const isPath = (text: string): boolean => /^\/([\w+=,.@-]+\/)*$/.test(text);

/** A name nobody knows yet could be any; a role outside of the stack's names could be anybody's. */
const refusalOfNames = (names: ResourceNames, { stackName }: Place): string | undefined => {
  const open = names.unknown();
  if (open.length > 0)
    return `the names of ${listed(open)} cannot be told: give the values they depend on, with --param or --answers.`;
  const slashed = ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => names.written(type))
    .filter((name) => name.includes('/'));
  if (slashed.length > 0) return `${listed(slashed, 3)} is no name that IAM takes.`;
  const foreign = names.written('AWS::IAM::Role').filter((name) => !name.startsWith(`${stackName}-`));
  if (foreign.length > 0)
    return `the template names roles that do not begin with ${stackName}- (${listed(foreign, 3)}), and who may make those could make any.`;
  const paths = [
    ...names.values('AWS::IAM::Role', 'Path'),
    ...names.values('AWS::IAM::ManagedPolicy', 'Path'),
  ].filter((path) => path.startsWith(rolePath) || !isPath(path));
  return paths.length === 0
    ? undefined
    : `the template puts roles or policies under ${listed(paths, 3)}, where the service role itself may lie, or which are no paths.`;
};

/**
 * The service role that this template needs, and nothing wider: each action on the stack's own names, as far as IAM
 * can tell them.
 */
export function planRole(
  template: Template,
  resources: readonly TemplateResource[],
  scope: Scope,
  place: Place,
  present: readonly StackResource[] = [],
): PlannedRole {
  const names = resourceNames(resources, scope, place, present);
  const refused = refusalOfNames(names, place);
  if (refused !== undefined) return { refused };
  const { actions, needed, unknownTypes } = templateActions(template, resources, scope);
  const passedTo = trustedServices(resources, scope);
  const passes = ({ action }: { readonly action: string }): boolean => action === 'iam:PassRole';
  if (passedTo.length === 0 && needed.some(passes))
    return {
      refused: 'the template hands over roles that it does not make itself; only you can know which.',
    };
  const statements = roleStatements(
    passedTo.length > 0 ? actions : actions.filter((action) => action !== 'iam:PassRole'),
    { place, passedTo, names, callers: viaServices(resources) },
  );
  const policies = packed(statements);
  if (policies.length > policiesAtMost)
    return {
      refused: `it would take ${policies.length} managed policies, and a role has room for ${policiesAtMost}.`,
    };
  const text = roleTemplate(policies, place);
  return byteLength(text) <= bodyLimit
    ? { statements, text, unknownTypes }
    : { refused: `its template would be larger than CloudFormation takes at once (${bodyLimit} bytes).` };
}

/** CloudFormation cuts longer stack names short in the names it makes, and writes those of buckets in small letters. */
const fitting = /^[a-z][a-z0-9-]{0,19}$/;

/** Names that CloudFormation made in earlier years need not begin with the stack's. */
const presentResources = ({
  facts,
  target: { kind, stackName },
}: Pick<CheckInput, 'facts' | 'target'>): Promise<readonly StackResource[]> =>
  kind === 'update' ? facts.stackResources(stackName) : Promise.resolve([]);

/** `planRole` for what is about to be deployed. */
export async function plannedRole(
  input: Pick<CheckInput, 'facts' | 'values' | 'target'>,
): Promise<PlannedRole> {
  const { template, stackName, region } = input.target;
  if (template === undefined)
    return {
      refused: 'what it must be allowed is known with a template only: --template-file, --template-url.',
    };
  if (template.transforms.length > 0)
    return { refused: `what ${listed(template.transforms)} will make of the template is not known here.` };
  if (!fitting.test(stackName))
    return {
      refused: `it is limited to names that begin with ${stackName}-, and not all would: that takes at most 20 small letters, digits and hyphens.`,
    };
  const [resources, identity, present] = await Promise.all([
    resourcesOf(input),
    input.facts.identity(),
    presentResources(input),
  ]);
  const { account, partition } = identity;
  const scope = scopeOf(template, input, identity);
  return planRole(template, resources, scope, { account, partition, region, stackName }, present);
}
