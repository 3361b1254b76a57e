import { shortText } from '../../../core/text.ts';
import { commandOn } from '../../../products/index.ts';
import { again, type Remedy } from './remedy.ts';

const action = (groups: readonly string[]): string =>
  groups[0] === undefined ? 'the call' : shortText(groups[0], 80);

/** Calls that IAM, an organisation or a guardrail refused. */
export const permissionRemedies: readonly Remedy[] = [
  {
    match: /not authorized to perform: ([\w-]+:\w+).*explicit deny in a service control policy/s,
    meaning: (_, groups) =>
      `a service control policy of the organisation forbids ${action(groups)} in this account`,
    remedy: () =>
      'Ask whoever runs the AWS organisation to allow it for this account or role; no permission given inside the account can.',
    check: 'iam.permissions',
  },
  {
    match:
      /not authorized to perform: ([\w-]+:\w+).*(?:explicit deny in a permissions boundary|no permissions boundary allows)/s,
    meaning: (_, groups) => `the permissions boundary of the deploying role does not allow ${action(groups)}`,
    remedy: (_, groups) =>
      `Have ${action(groups)} added to the boundary, or deploy with a role that has none: --role-arn names a CloudFormation service role.`,
    check: 'iam.permissions',
  },
  {
    match: /not authorized to perform: ([\w-]+:\w+).*explicit deny/s,
    meaning: (_, groups) => `a policy explicitly denies ${action(groups)} to the deploying user or role`,
    remedy: () =>
      'Find the Deny statement (policies of the user, its groups and the role) and take it away or narrow it; an Allow cannot outweigh it.',
    check: 'iam.permissions',
  },
  {
    match: /permissions error performing a tagging operation|UnauthorizedTaggingOperation/,
    meaning: (failure) => `${failure.part} could not be given the stack's tags: the deployer may not tag it`,
    remedy: () =>
      'Allow the tagging actions of that service (such as TagResource, TagRole, CreateTags) to the deployer or the service role.',
    check: 'iam.service-role',
  },
  {
    match: /not authorized to perform: ([\w-]+:\w+)/,
    meaning: (_, groups) =>
      `neither you nor the service role, whichever deploys, is allowed ${action(groups)}`,
    remedy: (failure) =>
      `Allow it (quilt-install preflight --print-policy prints all that is needed; --fix --only iam.service-role refreshes a service role), ${again(failure)}.`,
    check: 'iam.permissions',
  },
  {
    match: /User doesn't have permission to call ([\w:-]+)/,
    meaning: (_, groups) =>
      `CloudFormation may not call ${action(groups)}, which it needs to read a value of this stack`,
    remedy: () =>
      'Allow that read action to the deployer or the service role; creating a resource needs its Describe actions too.',
    check: 'iam.permissions',
  },
  {
    match: /Unable to retrieve (\w+) attribute for ([\w:]+)/,
    meaning: (_, groups) =>
      `everything was made, but ${action(groups)} of ${shortText(groups[1] ?? 'a resource', 60)} may not be read, and an output needs it`,
    remedy: () => 'Allow the read action of that service to the deployer or the service role.',
    check: 'iam.permissions',
  },
  {
    match: /security token included in the request is expired|ExpiredToken/i,
    meaning: () =>
      'CloudFormation worked with your session, and that session ended before the stack was done',
    remedy: (failure) =>
      `Log in again, ${again(failure)}; --role-arn with a service role frees CloudFormation from your session, however long it takes.`,
    check: 'aws.session-lifetime',
  },
  {
    match: /security token included in the request is invalid|InvalidClientTokenId/,
    meaning: () =>
      'IAM does not accept a session that was made without MFA by GetSessionToken or GetFederationToken',
    remedy: () =>
      'Deploy with credentials of an assumed role (or SSO), or pass --role-arn with a CloudFormation service role.',
    check: 'aws.credentials',
  },
  {
    match: /Role .* is invalid or cannot be assumed/,
    meaning: () => 'CloudFormation cannot assume the service role that was given',
    remedy: () =>
      'Its trust policy must allow cloudformation.amazonaws.com to call sts:AssumeRole, and it must be in this account: quilt-install preflight --only iam.service-role.',
    check: 'iam.service-role',
  },
  {
    match: /Requires capabilities ?: ?\[([^\]]*)\]/,
    meaning: (_, groups) =>
      `the template makes things that must be acknowledged: ${shortText(groups[0] ?? '', 80)}`,
    remedy: () =>
      'This tool acknowledges what the template it read needs; run the command again with the same template, and report it if it persists.',
    check: 'template.capabilities',
  },
  {
    match: /Action (?:denied|not allowed) by stack policy/,
    meaning: (failure) =>
      `the stack has a stack policy, and it protects ${failure.part} from this kind of update`,
    remedy: () =>
      'Whoever set the policy must lift it for this update: aws cloudformation set-stack-policy. Then run the upgrade again.',
  },
  {
    match: /^Hook (?!failed)(\S+): |hook\(s\) failed: \[([^\]]+)\]|^Hook failed with message/i,
    meaning: (failure, [named, listed]) =>
      `a guardrail of the account, CloudFormation’s hook ${shortText(named ?? listed ?? '', 120)}, does not accept ${failure.part} as the template has it`,
    remedy: (_, [named, listed]) =>
      `Show this to whoever keeps ${shortText(named ?? listed ?? 'the account’s hooks', 120)}: they can exempt this stack, or say which setting would pass.`,
  },
  {
    match: /^Access denied for operation/i,
    meaning: (failure) => `the service refused ${failure.part} without saying which permission is missing`,
    remedy: (failure) =>
      `${commandOn('diagnose', failure.stackName)} looks up the denied call in CloudTrail, some minutes after the failure.`,
    check: 'iam.permissions',
  },
];
