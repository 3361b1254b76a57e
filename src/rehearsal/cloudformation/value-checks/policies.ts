import { listOf, recordOf, textOf, type Plain, type Properties } from '../model/values.ts';
import { firstFault, refusedValue, type ValueFault, type ValueRule } from './subject.ts';

const syntax = (): ValueFault => refusedValue('Syntax errors in policy.');

/** One value or a list of them, texts alone. */
const texts = (value: Plain | undefined): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Plain[]) : [value]).filter((one) => typeof one === 'string');

const statementsOf = (document: Properties): readonly Properties[] => {
  const { Statement: given } = document;
  return Array.isArray(given) ? listOf(document, 'Statement').map(recordOf) : [recordOf(given)];
};

const actionFault = (action: string): ValueFault | undefined =>
  action === '*' || action.includes(':')
    ? undefined
    : refusedValue('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');

const resourceFault = (resource: string): ValueFault | undefined =>
  resource.startsWith('arn:') || resource.includes('*')
    ? undefined
    : refusedValue(`Resource ${resource} must be in ARN format or "*".`);

const servicePrincipal = /\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|amazon\.com|aws\.internal)$/;

/** Who may assume a role, and that nothing else is allowed by it. */
const trustFault = (statement: Properties): ValueFault | undefined => {
  const foreign = texts(statement['Action']).some((action) => action !== '*' && !/^sts:/i.test(action));
  if (foreign) return refusedValue('AssumeRole policy may only specify STS AssumeRole actions.');
  const unknown = texts(recordOf(statement['Principal'])['Service']).find(
    (one) => !servicePrincipal.test(one),
  );
  return unknown === undefined
    ? undefined
    : refusedValue(`Invalid principal in policy: "SERVICE":"${unknown}"`);
};

const documentFault = (given: Plain | undefined, trust: boolean): ValueFault | undefined => {
  const document = recordOf(given);
  const version = textOf(document, 'Version');
  if (version !== undefined && !['2012-10-17', '2008-10-17'].includes(version)) return syntax();
  return firstFault(statementsOf(document), (statement) => {
    const effect = textOf(statement, 'Effect');
    if (effect !== undefined && !['Allow', 'Deny'].includes(effect)) return syntax();
    const actions = [...texts(statement['Action']), ...texts(statement['NotAction'])];
    const fault = firstFault(actions, actionFault);
    if (fault !== undefined) return fault;
    return trust ? trustFault(statement) : firstFault(texts(statement['Resource']), resourceFault);
  });
};

/** What IAM reads of a policy at once; what else is wrong with one shows when it is used. */
const policies: ValueRule = ({ properties }) =>
  documentFault(properties['AssumeRolePolicyDocument'], true) ??
  firstFault([properties, ...listOf(properties, 'Policies').map(recordOf)], ({ PolicyDocument: document }) =>
    documentFault(document, false),
  );

export const policyRules: readonly (readonly [string, ValueRule])[] = [
  'Role',
  'Policy',
  'ManagedPolicy',
  'RolePolicy',
  'User',
  'Group',
].map((name) => [`AWS::IAM::${name}`, policies]);
