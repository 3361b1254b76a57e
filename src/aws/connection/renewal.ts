import { getSSOTokenFromFile } from '@smithy/shared-ini-file-loader';
import { profileName, readProfile, type Env, type ProfileSettings } from './profile.ts';

/** That temporary credentials are fetched anew without a person. */
export interface Renewal {
  /** Milliseconds since 1970; absent: whoever hands them out does not say. */
  readonly until?: number;
}

/**
 * The portal's token. With its refresh token the SDK renews it too, for as long as the client's registration and the
 * portal's session last, and the length of the latter is told nowhere; the older form, without an `sso_session`, ends
 * with the token (docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html).
 */
const ofPortal = async ({
  sso_session: session,
  sso_start_url: start = '',
}: ProfileSettings): Promise<Renewal | undefined> => {
  const token = await getSSOTokenFromFile(session ?? start).catch(() => undefined);
  if (token === undefined) return undefined;
  const { refreshToken, clientId, clientSecret, expiresAt, registrationExpiresAt } = token;
  const until = Date.parse(expiresAt);
  const registered = Date.parse(registrationExpiresAt ?? '');
  const refreshed = [session, refreshToken, clientId, clientSecret].every(Boolean) && !(registered <= until);
  return refreshed ? {} : { until };
};

/** Keys do not end; with a session token they do, and nothing makes new ones. */
const ofKeys = (sessionToken: string | undefined): Renewal | undefined =>
  sessionToken === undefined ? {} : undefined;

/** A role is assumed anew for as long as what it is assumed with lasts, unless somebody must type a code for it. */
const ofRole = (profile: ProfileSettings, env: Env, depth: number): Promise<Renewal | undefined> => {
  const { mfa_serial: mfa, source_profile: source, credential_source: place } = profile;
  if (mfa !== undefined) return Promise.resolve(undefined);
  if (source !== undefined) return ofProfile(source, env, depth + 1);
  return Promise.resolve(place === 'Environment' ? ofKeys(env['AWS_SESSION_TOKEN']) : {});
};

/** Profiles that lead to one another in a circle are the SDK's to refuse. */
const chainLimit = 5;

const ofProfile = async (name: string, env: Env, depth: number): Promise<Renewal | undefined> => {
  const profile = await readProfile(name);
  if (profile === undefined || depth > chainLimit) return undefined;
  // A profile may be its own source: its keys then assume its role, as in the SDK.
  if (depth > 0 && profile['aws_access_key_id'] !== undefined) return ofKeys(profile['aws_session_token']);
  if (profile['web_identity_token_file'] !== undefined) return undefined;
  if (profile['role_arn'] !== undefined) return ofRole(profile, env, depth);
  if (profile['credential_process'] !== undefined) return undefined;
  if (profile['sso_session'] !== undefined || profile['sso_start_url'] !== undefined)
    return ofPortal(profile);
  // Tokens of 15 minutes are renewed for up to 12 hours after `aws login`; its cache does not tell when that was
  // (docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html).
  return profile['login_session'] === undefined ? undefined : {};
};

/**
 * Whether the credentials in use renew themselves; when theirs end is what an operation must fit in, not when the
 * present ones do.
 * @param source as `credentialSource` names it
 */
export async function renewalOf(
  source: string | undefined,
  env: Env,
  profile: string | undefined,
): Promise<Renewal | undefined> {
  switch (source) {
    case 'container':
    case 'instance':
      return {};
    case 'sso':
    case 'login':
    case 'assume-role':
      return ofProfile(profileName(env, profile), env, 0);
    default:
      return undefined;
  }
}
