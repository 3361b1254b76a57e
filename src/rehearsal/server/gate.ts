import { ServiceError } from '../service.ts';
import type { Caller } from '../service.ts';
import type { AccountState, Permissions } from '../account/state.ts';
import type { ServiceProtocol } from '../protocols/services.ts';
import type { WireRequest } from '../protocols/wire.ts';

/** Who calls, and what every service says in its own words to those it does not let in. */

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** Credential scope of a signed or presigned request; undefined when there is no signature. */
export function scopeOf(
  headers: WireRequest['headers'],
  query: URLSearchParams,
): CredentialScope | undefined {
  const signed = /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1];
  const text = signed ?? query.get('X-Amz-Credential') ?? undefined;
  const [accessKeyId, , region, service] = text?.split('/') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

type ErrorStyle = 'query' | 'ec2' | 's3' | 'json';

const kindOf = (serviceId: string, protocol: ServiceProtocol): ErrorStyle => {
  if (serviceId === 'ec2' || serviceId === 's3') return serviceId;
  return protocol.protocol === 'awsJson' || protocol.protocol === 'restJson' ? 'json' : 'query';
};

type Refusal = readonly [code: string, status: number, message: string];

const unknownKey: Readonly<Record<ErrorStyle, Refusal>> = {
  query: ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'],
  ec2: ['AuthFailure', 401, 'AWS was not able to validate the provided access credentials'],
  s3: ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  json: ['UnrecognizedClientException', 400, 'The security token included in the request is invalid.'],
};
const expired: Readonly<Record<ErrorStyle, Refusal>> = {
  query: ['ExpiredToken', 403, 'The security token included in the request is expired'],
  ec2: ['RequestExpired', 400, 'Request has expired.'],
  s3: ['ExpiredToken', 400, 'The provided token has expired.'],
  json: ['ExpiredTokenException', 400, 'The security token included in the request is expired'],
};
const throttled: Readonly<Record<ErrorStyle, Refusal>> = {
  query: ['Throttling', 400, 'Rate exceeded'],
  ec2: ['RequestLimitExceeded', 503, 'Request limit exceeded.'],
  s3: ['SlowDown', 503, 'Please reduce your request rate.'],
  json: ['ThrottlingException', 400, 'Rate exceeded'],
};
const deniedCode: Readonly<Record<ErrorStyle, readonly [code: string, status: number]>> = {
  query: ['AccessDenied', 403],
  ec2: ['UnauthorizedOperation', 403],
  s3: ['AccessDenied', 403],
  json: ['AccessDeniedException', 400],
};

const refuse = ([code, status, message]: Refusal): ServiceError => new ServiceError(code, message, status);

export interface Refusals {
  readonly unknownKey: () => ServiceError;
  readonly expired: () => ServiceError;
  readonly throttled: () => ServiceError;
  readonly denied: (action: string, caller: Caller, permissions: Permissions) => ServiceError;
}

const deniers = {
  policy: 'an identity-based policy',
  boundary: 'a permissions boundary',
  scp: 'a service control policy',
} as const;

/** AWS says which kind of policy spoke, and whether it forbade or merely did not allow. */
const reasonOf = ({ deny, deniedBy }: Permissions, action: string): string =>
  deny.has(action)
    ? `with an explicit deny in ${deniers[deniedBy ?? 'policy']}`
    : `because no identity-based policy allows the ${action} action`;

export function refusalsOf(serviceId: string, protocol: ServiceProtocol): Refusals {
  const kind = kindOf(serviceId, protocol);
  const [code, status] = deniedCode[kind];
  return {
    unknownKey: () => refuse(unknownKey[kind]),
    expired: () => refuse(expired[kind]),
    throttled: () => refuse(throttled[kind]),
    denied: (action, caller, permissions) => {
      const why = `User: ${caller.arn} is not authorized to perform: ${action} ${reasonOf(permissions, action)}`;
      const message = kind === 'ec2' ? `You are not authorized to perform this operation. ${why}` : why;
      return new ServiceError(code, message, status);
    },
  };
}

export const isAllowed = ({ permissions }: AccountState, action: string): boolean =>
  action === '' ||
  (!permissions.deny.has(action) && (permissions.allow === undefined || permissions.allow.has(action)));

/** A region that is not enabled does not know the account's keys, and says just that. */
export function isRegionOff(account: AccountState, region: string): boolean {
  const state = account.regions.get(region);
  return account.regions.size > 0 && (state === undefined || state.optInStatus === 'not-opted-in');
}
