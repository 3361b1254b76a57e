import { AssumeRole$, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { randomId } from '../account/random-source.ts';
import { newSessionToken } from '../account/credentials.ts';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { AccountState, RoleState } from '../account/state.ts';

interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly SerialNumber?: string;
  readonly TokenCode?: string;
}

const refused = (context: CallContext, roleArn: string): ServiceError =>
  new ServiceError(
    'AccessDenied',
    `User: ${context.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    403,
  );

/** A trust policy that asks for MFA is met by a code; `000000` is the one that is always wrong. */
const checkMfa = (role: RoleState, input: AssumeRoleInput, context: CallContext): void => {
  if (!role.trust.includes('aws:MultiFactorAuthPresent')) return;
  if (input.SerialNumber === undefined || input.TokenCode === undefined)
    throw refused(context, input.RoleArn);
  if (!/^\d{6}$/.test(input.TokenCode) || input.TokenCode === '000000')
    throw new ServiceError(
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      403,
    );
};

/** In whichever account it is. */
const roleOf = (
  roleArn: string,
  { account, accounts }: CallContext,
): { readonly owner: AccountState; readonly role?: RoleState } => {
  const owner = accounts?.get(roleArn.split(':')[4] ?? '') ?? account;
  return { owner, role: [...owner.roles.values()].find(({ arn }) => arn === roleArn) };
};

/** Another account has to be named by the role; its own is let in by whoever may assume roles there. */
export const trusts = (owner: AccountState, role: RoleState, from: AccountState): boolean =>
  owner === from || role.trust.includes(`::${from.id}:`);

const assumeRole = (input: AssumeRoleInput, context: CallContext): object => {
  const { account, clock } = context;
  const { owner, role } = roleOf(input.RoleArn, context);
  if (role === undefined || !trusts(owner, role, account)) throw refused(context, input.RoleArn);
  checkMfa(role, input, context);
  const accessKeyId = randomId('ASIAREHEARSAL', 7);
  const accountId = owner.id;
  const arn = `arn:${account.partition}:sts::${accountId}:assumed-role/${role.name}/${input.RoleSessionName}`;
  const userId = `${role.id}:${input.RoleSessionName}`;
  const expiresAt = clock.now() + (input.DurationSeconds ?? 3600) * 1000;
  owner.sessions.set(accessKeyId, { accessKeyId, arn, userId, accountId, expiresAt });
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: 'rehearsal',
      SessionToken: newSessionToken(),
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
  };
};

export const sts: Service = {
  id: 'sts',
  operations: {
    GetCallerIdentity: operation(
      GetCallerIdentity$,
      (_input, { account, caller }) => ({
        UserId: caller.userId,
        Account: caller.accountId ?? account.id,
        Arn: caller.arn,
      }),
      // IAM cannot forbid this one.
      '',
    ),
    AssumeRole: operation(AssumeRole$, assumeRole),
  },
};
