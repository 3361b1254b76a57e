import { roleName } from '../../../account/arn.ts';
import { statementsOf } from '../../../account/policy-document.ts';
import type { CheckInput, Fix } from '../../../core/check.ts';
import { fixImpossible } from '../../errors.ts';
import { roleChanges } from './changes.ts';
import { listed } from '../../verdicts.ts';
import { plannedRole } from './planned-role.ts';

const stackOf = (stackName: string): string => `quilt-install-service-role-${stackName}`;

/** The role made here before, else the one that was given. */
const presentRole = async ({ facts, target }: CheckInput): Promise<string | undefined> => {
  const made = await facts.stack(stackOf(target.stackName));
  return made?.outputs.get('RoleArn') ?? target.roleArn;
};

/** What the role that is there may do; nothing where there is none. */
const presentStatements = async (input: CheckInput) => {
  const name = roleName((await presentRole(input)) ?? '');
  const role = name === '' ? undefined : await input.facts.role(name);
  if (role === undefined) return { against: 'there is no role yet', statements: [] };
  const documents = await input.facts.rolePolicies(role.name);
  return { against: `against ${role.name}`, statements: documents.flatMap(statementsOf) };
};

const missing = (types: readonly string[]): readonly string[] =>
  types.length === 0
    ? []
    : [`What ${listed(types)} needs is not known here: add it to the role, or the stack fails there.`];

/**
 * A service role for this template as a stack of its own, with what it changes; undefined where none can be made for
 * one that is not fit, which its verdict tells.
 * @throws InstallError `fix-impossible` (3) where a role was asked for and there was none to judge.
 */
export async function serviceRoleFix(input: CheckInput): Promise<Fix | undefined> {
  const role = await plannedRole(input);
  const { stackName, roleArn } = input.target;
  if ('refused' in role) {
    if (roleArn === undefined) throw fixImpossible('iam.service-role', role.refused);
    return undefined;
  }
  const { against, statements } = await presentStatements(input);
  return {
    title: `Create or refresh the service role of ${stackName}`,
    template: 'service-role.yaml',
    text: role.text,
    notes: [
      ...missing(role.unknownTypes),
      `What it may do (${against}):`,
      ...roleChanges(statements, role.statements),
    ],
    stackName: stackOf(stackName),
    parameters: {},
    capabilities: ['CAPABILITY_NAMED_IAM'],
    provides: { roleArn: 'RoleArn' },
  };
}
