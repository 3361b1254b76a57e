import {
  CreateRole$,
  CreateServiceLinkedRole$,
  GetRole$,
  ListRoles$,
  UpdateAssumeRolePolicy$,
} from '@aws-sdk/client-iam';
import { randomId } from '../../account/random-source.ts';
import { operation, ServiceError } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { AccountState, RoleState } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';

export const noSuchEntity = (message: string): ServiceError => new ServiceError('NoSuchEntity', message, 404);

export function roleNamed(account: AccountState, name: string): RoleState {
  // Role names are unique without regard to case, and found by the exact one only.
  const role = account.roles.get(name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

const shown = (role: RoleState): object => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  Description: role.description,
  MaxSessionDuration: 3600,
  Tags: [...(role.tags ?? [])].map(([Key, Value]) => ({ Key, Value })),
  PermissionsBoundary:
    role.boundary === undefined
      ? undefined
      : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary },
});

export interface NewRole {
  readonly name: string;
  readonly path?: string;
  readonly trust: string;
  readonly description?: string;
  readonly at: number;
  /** Another account, whose role may be assumed from here. */
  readonly account?: string;
}

export function addRole(account: AccountState, role: NewRole): RoleState {
  const path = role.path ?? '/';
  const added: RoleState = {
    name: role.name,
    path,
    arn: `arn:${account.partition}:iam::${account.id}:role${path}${role.name}`,
    id: randomId('AROA', 17),
    trust: role.trust,
    createdAt: role.at,
    inline: new Map(),
    attached: new Set(),
    description: role.description,
  };
  account.roles.set(role.name, added);
  return added;
}

/** Principals whose linked role this account can make, with the role's name. */
const linkedRoleNames: Readonly<Record<string, string | undefined>> = {
  'es.amazonaws.com': 'AWSServiceRoleForAmazonElasticsearchService',
  'opensearchservice.amazonaws.com': 'AWSServiceRoleForAmazonOpenSearchService',
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'rds.amazonaws.com': 'AWSServiceRoleForRDS',
};

export const trustForAccount = (partition: string, id: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${id}:root` }, Action: 'sts:AssumeRole' },
    ],
  });

export const trustFor = (principal: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' }],
  });

/** @returns undefined for a principal that has no linked role */
export function addLinkedRole(account: AccountState, principal: string, at: number): RoleState | undefined {
  const name = linkedRoleNames[principal];
  if (name === undefined) return undefined;
  return addRole(account, { name, path: `/aws-service-role/${principal}/`, trust: trustFor(principal), at });
}

interface LinkedRoleInput {
  readonly AWSServiceName: string;
}

const createLinkedRole = ({ AWSServiceName: principal }: LinkedRoleInput, context: CallContext): object => {
  const { account, clock } = context;
  const name = Object.hasOwn(linkedRoleNames, principal) ? linkedRoleNames[principal] : undefined;
  // Not EntityAlreadyExists, although that is what it is.
  if (name !== undefined && account.roles.has(name))
    throw new ServiceError(
      'InvalidInput',
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    );
  const role = name === undefined ? undefined : addLinkedRole(account, principal, clock.now());
  if (role === undefined)
    throw noSuchEntity(`Service name ${principal} is not a valid service name for a service-linked role.`);
  return { Role: shown(role) };
};

interface CreateRoleInput {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: string;
  readonly Path?: string;
  readonly Description?: string;
}

const checkDocument = (text: string): void => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'Statement' in value) return;
  } catch {
    // Falls through to the one refusal there is.
  }
  throw new ServiceError('MalformedPolicyDocument', 'Syntax errors in policy.');
};

const createRole = (input: CreateRoleInput, { account, clock }: CallContext): object => {
  if (account.roles.has(input.RoleName))
    throw new ServiceError('EntityAlreadyExists', `Role with name ${input.RoleName} already exists.`, 409);
  checkDocument(input.AssumeRolePolicyDocument);
  const role = addRole(account, {
    name: input.RoleName,
    trust: input.AssumeRolePolicyDocument,
    at: clock.now(),
    path: input.Path,
    description: input.Description,
  });
  return { Role: shown(role) };
};

interface ListRolesInput {
  readonly PathPrefix?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

const listRoles = (input: ListRolesInput, { account }: CallContext): object => {
  const found = [...account.roles.values()]
    .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(found, pageSize(input.MaxItems ?? 100, 1000), input.Marker);
  return { Roles: page.items.map(shown), IsTruncated: page.next !== undefined, Marker: page.next };
};

export const roleOperations: Readonly<Record<string, Operation>> = {
  GetRole: operation<{ RoleName: string }>(GetRole$, ({ RoleName }, { account }) => ({
    Role: shown(roleNamed(account, RoleName)),
  })),
  ListRoles: operation(ListRoles$, listRoles),
  CreateServiceLinkedRole: operation(CreateServiceLinkedRole$, createLinkedRole),
  CreateRole: operation(CreateRole$, createRole),
  UpdateAssumeRolePolicy: operation<{ RoleName: string; PolicyDocument: string }>(
    UpdateAssumeRolePolicy$,
    ({ RoleName, PolicyDocument }, { account }) => {
      const role = roleNamed(account, RoleName);
      checkDocument(PolicyDocument);
      role.trust = PolicyDocument;
    },
  ),
};
