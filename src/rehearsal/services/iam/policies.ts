import {
  AttachRolePolicy$,
  GetPolicy$,
  GetPolicyVersion$,
  GetRolePolicy$,
  ListAttachedRolePolicies$,
  ListRolePolicies$,
  PutRolePolicy$,
} from '@aws-sdk/client-iam';
import { operation } from '../../service.ts';
import type { CallContext, Operation } from '../../service.ts';
import type { AccountState, ManagedPolicy } from '../../account/state.ts';
import { pageOf, pageSize } from '../paging.ts';
import { noSuchEntity, roleNamed } from './roles.ts';

interface OfRole {
  readonly RoleName: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

const policyAt = (account: AccountState, arn: string): ManagedPolicy => {
  const policy = account.policies.get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
};

const listInline = (input: OfRole, { account }: CallContext): object => {
  const names = [...roleNamed(account, input.RoleName).inline.keys()].sort();
  const page = pageOf(names, pageSize(input.MaxItems ?? 100, 1000), input.Marker);
  return { PolicyNames: page.items, IsTruncated: page.next !== undefined, Marker: page.next };
};

const listAttached = (input: OfRole, { account }: CallContext): object => {
  const arns = [...roleNamed(account, input.RoleName).attached].sort();
  const page = pageOf(arns, pageSize(input.MaxItems ?? 100, 1000), input.Marker);
  return {
    AttachedPolicies: page.items.map((arn) => ({ PolicyArn: arn, PolicyName: arn.split('/').at(-1) })),
    IsTruncated: page.next !== undefined,
    Marker: page.next,
  };
};

const getInline = (input: { RoleName: string; PolicyName: string }, { account }: CallContext): object => {
  const document = roleNamed(account, input.RoleName).inline.get(input.PolicyName);
  if (document === undefined)
    throw noSuchEntity(`The role policy with name ${input.PolicyName} cannot be found.`);
  return { ...input, PolicyDocument: encodeURIComponent(document) };
};

const getPolicy = ({ PolicyArn }: { PolicyArn: string }, { account }: CallContext): object => {
  const policy = policyAt(account, PolicyArn);
  return {
    Policy: {
      PolicyName: policy.name,
      Arn: policy.arn,
      DefaultVersionId: 'v1',
      IsAttachable: true,
      Path: '/',
    },
  };
};

const getVersion = (input: { PolicyArn: string; VersionId: string }, { account }: CallContext): object => {
  const policy = policyAt(account, input.PolicyArn);
  if (input.VersionId !== 'v1')
    throw noSuchEntity(
      `Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`,
    );
  return {
    PolicyVersion: { Document: encodeURIComponent(policy.document), VersionId: 'v1', IsDefaultVersion: true },
  };
};

export const policyOperations: Readonly<Record<string, Operation>> = {
  ListRolePolicies: operation(ListRolePolicies$, listInline),
  ListAttachedRolePolicies: operation(ListAttachedRolePolicies$, listAttached),
  GetRolePolicy: operation(GetRolePolicy$, getInline),
  GetPolicy: operation(GetPolicy$, getPolicy),
  GetPolicyVersion: operation(GetPolicyVersion$, getVersion),
  PutRolePolicy: operation<{ RoleName: string; PolicyName: string; PolicyDocument: string }>(
    PutRolePolicy$,
    (input, { account }) => {
      roleNamed(account, input.RoleName).inline.set(input.PolicyName, input.PolicyDocument);
    },
  ),
  AttachRolePolicy: operation<{ RoleName: string; PolicyArn: string }>(
    AttachRolePolicy$,
    ({ RoleName, PolicyArn }, { account }) => {
      policyAt(account, PolicyArn);
      roleNamed(account, RoleName).attached.add(PolicyArn);
    },
  ),
};
