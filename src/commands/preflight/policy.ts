import {
  inlinePolicyLimit,
  managedPolicies,
  managedPolicyLimit,
  policySize,
  printPolicy,
  withExpandedTemplate,
  type PolicyDocument,
} from '../../checks/index.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { DeploymentPart } from '../shared/deployment-context.ts';
import { wrongAccount } from '../shared/errors.ts';

const figure = (count: number): string => count.toLocaleString('en-US');

/** IAM would refuse it as one managed policy: how it can be had all the same. */
const tooLarge = (document: PolicyDocument, roleHelps: boolean): readonly string[] => {
  const parts = managedPolicies(document);
  return [
    `Make ${parts.length} managed policies of it (a role takes ten), with the statements of these Sids:`,
    ...parts.map((sids, index) => `${index + 1}. ${sids.join(', ')}`),
    ...(policySize(document) <= inlinePolicyLimit
      ? [
          `Or put it into a role that has no other inline policy: there IAM takes ${figure(inlinePolicyLimit)}.`,
        ]
      : []),
    ...(roleHelps
      ? [
          'Or let CloudFormation work with a service role, and print it with --role-arn: its part then falls away.',
        ]
      : []),
  ];
};

/** The least-privilege policy for this tool and this template, on stdout; nothing is checked. */
export async function reportPolicy({
  context,
  target,
}: DeploymentPart<'connection' | 'settings', 'target'>): Promise<CommandResult> {
  const { connection } = context;
  const seen = withExpandedTemplate(target, new Map());
  const identity = await connection.facts.identity();
  const { value: expected } = context.settings.account;
  if (expected !== undefined && expected !== identity.account) throw wrongAccount(identity.account, expected);
  const { document, unknownTypes } = printPolicy({ identity, target: seen });
  connection.emit({ type: 'policy', document });
  const macros = seen.template?.transforms ?? [];
  if (macros.length > 0 && target.roleArn === undefined)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `What ${macros.join(', ')} will make of the template is not in this document; add its permissions by hand.`,
    });
  const size = policySize(document);
  if (size > managedPolicyLimit)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: `This document has ${figure(size)} characters; IAM takes ${figure(managedPolicyLimit)} in one managed policy.`,
      detail: tooLarge(document, target.roleArn === undefined && target.template !== undefined),
    });
  if (unknownTypes.length > 0)
    connection.emit({
      type: 'note',
      level: 'warn',
      message: 'The template uses resource types whose permissions are not known here; add them by hand:',
      detail: unknownTypes,
    });
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
}
