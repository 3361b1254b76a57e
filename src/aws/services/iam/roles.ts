import {
  CreateServiceLinkedRoleCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAccountAliasesCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { roleServiceUnknown } from '../../errors/services.ts';
import type { Role } from '../../../core/facts.ts';
import type { AwsConnection } from '../../connection/connection.ts';
import { awsName, awsText, unless } from '../../errors/answer.ts';

/** IAM is global: it answers in the partition's home region only. */
export const iamClient = (aws: AwsConnection): IAMClient => aws.client(IAMClient, 'iam', aws.home);

/** IAM sends policy documents URL-encoded. */
const decoded = (document: string | undefined): string => {
  try {
    return decodeURIComponent(document ?? '');
  } catch {
    return document ?? '';
  }
};

export async function accountAlias(aws: AwsConnection): Promise<string | undefined> {
  const { AccountAliases = [] } = await iamClient(aws).send(new ListAccountAliasesCommand({}));
  return AccountAliases[0];
}

export async function role(aws: AwsConnection, name: string): Promise<Role | undefined> {
  const answer = await unless(
    iamClient(aws).send(new GetRoleCommand({ RoleName: name })),
    ['NoSuchEntityException', 'NoSuchEntity'],
    undefined,
  );
  if (answer?.Role === undefined) return undefined;
  const { RoleName = name, Arn = '', AssumeRolePolicyDocument, Tags = [] } = answer.Role;
  const tags = new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return { name: RoleName, arn: Arn, trust: decoded(AssumeRolePolicyDocument), tags };
}

/** @param document of the whole trust policy, JSON text */
export async function setTrust(aws: AwsConnection, name: string, document: string): Promise<void> {
  await iamClient(aws).send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: document }));
}

const inlineDocuments = async (aws: AwsConnection, name: string): Promise<readonly string[]> => {
  const client = iamClient(aws);
  const names: string[] = [];
  for await (const page of paginateListRolePolicies({ client }, { RoleName: name }))
    names.push(...(page.PolicyNames ?? []));
  return Promise.all(
    names.map(async (PolicyName) =>
      decoded((await client.send(new GetRolePolicyCommand({ RoleName: name, PolicyName }))).PolicyDocument),
    ),
  );
};

const attachedDocument = async (aws: AwsConnection, arn: string): Promise<string> => {
  const client = iamClient(aws);
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }));
  const { PolicyVersion } = await client.send(
    new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId ?? 'v1' }),
  );
  return decoded(PolicyVersion?.Document);
};

const attachedDocuments = async (aws: AwsConnection, name: string): Promise<readonly string[]> => {
  const arns: string[] = [];
  for await (const page of paginateListAttachedRolePolicies({ client: iamClient(aws) }, { RoleName: name }))
    arns.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
  return Promise.all(arns.map((arn) => attachedDocument(aws, arn)));
};

export const rolePolicies = async (aws: AwsConnection, name: string): Promise<readonly string[]> =>
  (await Promise.all([inlineDocuments(aws, name), attachedDocuments(aws, name)])).flat();

export const roleCount = async (aws: AwsConnection): Promise<number> =>
  (await iamClient(aws).send(new GetAccountSummaryCommand({}))).SummaryMap?.['Roles'] ?? 0;

/** @throws InstallError `role-service-unknown` when IAM knows no such service principal. */
export async function createServiceLinkedRole(aws: AwsConnection, principal: string): Promise<void> {
  try {
    await iamClient(aws).send(new CreateServiceLinkedRoleCommand({ AWSServiceName: principal }));
  } catch (error) {
    // "Already there" comes as an invalid input, told apart by its words only; emulators name it plainly.
    if (/has been taken in this account/.test(awsText(error))) return;
    if (awsName(error) === 'EntityAlreadyExistsException') return;
    if (!/^NoSuchEntity/.test(awsName(error) ?? '')) throw error;
    throw roleServiceUnknown(principal, error);
  }
}
