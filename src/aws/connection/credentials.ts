import type { AwsCredentialIdentity } from '@smithy/types';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import type { Clock } from '../../core/clock.ts';
import type { CredentialProvider } from './connection.ts';
import { requireProfile } from './profile.ts';
import { ProxyingHandler } from './proxy.ts';
import { silent } from './sdk-settings.ts';

export interface CredentialSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly region: string;
  readonly clock: Clock;
  readonly profile?: string;
  /** Fixed credentials (a rehearsal): nothing of the user's own is read then. */
  readonly fixed?: AwsCredentialIdentity;
  readonly mfaPrompt?: (serial: string) => Promise<string>;
  /** Assumed with what the chain gives. */
  readonly roleArn?: string;
  /** STS where it is not AWS's own. */
  readonly endpoint?: string;
}

export interface CredentialChain {
  readonly provider: CredentialProvider;
  /** Forgets everything remembered, cached files included, and looks again. */
  reload(): Promise<void>;
}

type Chain = () => Promise<AwsCredentialIdentity>;

const defaultChain = async (settings: CredentialSettings): Promise<Chain> => {
  await requireProfile(settings.env, settings.profile);
  const { fromNodeProviderChain } = await settings.clock.during(import('./providers.ts'));
  const requestHandler = new ProxyingHandler(settings.clock);
  const { profile, mfaPrompt, region } = settings;
  return fromNodeProviderChain({
    logger: silent,
    // Without a region here: an SSO profile names the region of its own portal.
    clientConfig: { requestHandler, logger: silent },
    parentClientConfig: { requestHandler, logger: silent, region },
    profile,
    mfaCodeProvider: mfaPrompt,
  });
};

/** So long before its end a session is renewed. Milliseconds. */
const renewBefore = 300_000;

/** The SDK's provider asks STS anew each time it is called. */
const remembered = (chain: Chain, { clock }: CredentialSettings): Chain => {
  let kept: AwsCredentialIdentity | undefined;
  return async () => {
    const ends = kept?.expiration?.getTime() ?? 0;
    if (kept === undefined || ends - clock.now() < renewBefore) kept = await chain();
    return kept;
  };
};

const assumed = async (settings: CredentialSettings, chain: Chain, RoleArn: string): Promise<Chain> => {
  const { fromTemporaryCredentials } = await settings.clock.during(import('./providers.ts'));
  const { clock, region, endpoint } = settings;
  const provider = fromTemporaryCredentials({
    masterCredentials: chain,
    params: { RoleArn, RoleSessionName: 'quilt-install' },
    logger: silent,
    clientConfig: { region, endpoint, requestHandler: new ProxyingHandler(clock), logger: silent },
  });
  return remembered(() => provider(), settings);
};

/** The SDK writes marks on the object it is given, and a rehearsal may renew its keys in place. */
const copied = ({ accessKeyId, secretAccessKey, sessionToken, expiration }: AwsCredentialIdentity) => ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiration,
});

/** One chain for all clients, so that an MFA code is asked for once and a new login reaches every client. */
export function credentials(settings: CredentialSettings): CredentialChain {
  const { fixed } = settings;
  const begin = async (): Promise<Chain> => {
    const own = fixed === undefined ? await defaultChain(settings) : () => Promise.resolve(copied(fixed));
    return settings.roleArn === undefined ? own : assumed(settings, own, settings.roleArn);
  };
  let chain: Promise<Chain> | undefined;
  const resolve = async (): Promise<AwsCredentialIdentity> => {
    const current = (chain ??= begin());
    try {
      return await (
        await current
      )();
    } catch (error) {
      // A failed chain is not kept: the next call sees a profile that was fixed meanwhile.
      if (chain === current) chain = undefined;
      throw error;
    }
  };
  return {
    provider: Object.assign(resolve, { memoized: true as const }),
    reload: async () => {
      // The SDK keeps the text of both files for the life of the process; this replaces it.
      await loadSharedConfigFiles({ ignoreCache: true });
      chain = undefined;
      await resolve();
    },
  };
}

const sources: readonly (readonly [string, RegExp])[] = [
  ['web-identity', /WEB_ID/],
  ['assume-role', /ASSUME_ROLE/],
  ['sso', /SSO/],
  ['login', /LOGIN/],
  ['process', /PROCESS/],
  ['container', /HTTP/],
  ['instance', /IMDS/],
  ['env', /ENV_VARS/],
  ['profile', /PROFILE/],
];

/** Where credentials came from, by the marks the SDK leaves on them. */
export function credentialSource(identity: AwsCredentialIdentity): string | undefined {
  const marks = Object.keys((identity as { $source?: object }).$source ?? {}).join(' ');
  return sources.find(([, pattern]) => pattern.test(marks))?.[0];
}
