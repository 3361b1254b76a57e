import { parseArn, roleName } from '../../account/arn.ts';
import { statementsOf, trusts, verdictOn } from '../../account/policy-document.ts';
import type { Check, CheckInput, Fix, Verdict } from '../../core/check.ts';
import { templateActions } from '../policy/template-actions.ts';
import { resourcesOf } from '../template/resource-types.ts';
import { counted, fail, listed, pass, skipped } from '../verdicts.ts';

const service = 'cloudformation.amazonaws.com';

const refresh =
  'Bring the role up to date: quilt-install preflight --fix --only iam.service-role makes one from templates/service-role.yaml.';

const documentsVerdict = async (input: CheckInput, name: string): Promise<Verdict> => {
  const { template } = input.target;
  if (template === undefined)
    return pass(`${name} trusts CloudFormation; what it must be allowed is known with a template.`);
  const [documents, resources] = await Promise.all([input.facts.rolePolicies(name), resourcesOf(input)]);
  const statements = documents.flatMap(statementsOf);
  const { actions } = templateActions(template, resources);
  const verdicts = actions.map((action) => ({ action, verdict: verdictOn(statements, action) }));
  const denied = verdicts.filter((one) => one.verdict === 'denied').map((one) => one.action);
  if (denied.length > 0)
    return fail(`${name} is denied ${listed(denied, 8)}, which this template needs.`, refresh);
  const absent = verdicts.filter((one) => one.verdict === 'absent').map((one) => one.action);
  if (absent.length > 0)
    return fail(
      `${name} lacks ${counted(absent.length, 'action')} this template needs: ${listed(absent, 8)}.`,
      refresh,
    );
  return pass(`${name} allows all ${actions.length} actions that this template needs.`);
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { roleArn } = input.target;
  if (roleArn === undefined)
    return skipped(
      'No service role is used (--role-arn names one): CloudFormation acts with your own permissions.',
    );
  const { account } = await input.facts.identity();
  const parsed = parseArn(roleArn);
  if (parsed?.service !== 'iam' || !parsed.resource.startsWith('role/') || parsed.account !== account)
    return fail(
      `${roleArn.slice(0, 120)} is not the ARN of a role in account ${account}.`,
      `Give one like arn:aws:iam::${account}:role/NAME with --role-arn.`,
    );
  const role = await input.facts.role(roleName(roleArn));
  if (role === undefined)
    return fail(`There is no role ${roleName(roleArn)} in this account.`, `Correct --role-arn. ${refresh}`);
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
  judge,
  fix: async (input): Promise<Fix | undefined> => {
    const verdict = await judge(input);
    const { stackName } = input.target;
    // The shipped role is for one stack, whose name limits what it may touch.
    if (verdict.status === 'pass' || !/^[a-z][a-z0-9-]{0,19}$/.test(stackName)) return undefined;
    return {
      title: `Create or refresh the service role of ${stackName}`,
      template: 'service-role.yaml',
      stackName: `quilt-install-service-role-${stackName}`,
      parameters: { StackName: stackName },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      provides: { roleArn: 'RoleArn' },
    };
  },
};
