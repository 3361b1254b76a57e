import { AssumeRole$, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { randomId } from '../account/chance.ts';
import { newSessionToken } from '../account/credentials.ts';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { RoleState } from '../account/state.ts';

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

const assumeRole = (input: AssumeRoleInput, context: CallContext): object => {
  const { account, clock } = context;
  const role = [...account.roles.values()].find(({ arn }) => arn === input.RoleArn);
  if (role === undefined) throw refused(context, input.RoleArn);
  checkMfa(role, input, context);
  const accessKeyId = randomId('ASIAREHEARSAL', 7);
  const accountId = role.arn.split(':')[4] ?? account.id;
  const arn = `arn:${account.partition}:sts::${accountId}:assumed-role/${role.name}/${input.RoleSessionName}`;
  const userId = `${role.id}:${input.RoleSessionName}`;
  const expiresAt = clock.now() + (input.DurationSeconds ?? 3600) * 1000;
  account.sessions.set(accessKeyId, { accessKeyId, arn, userId, accountId, expiresAt });
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
