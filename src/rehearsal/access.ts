import {
  KeyRing,
  numberedKeyId,
  numberedProfileKeyId,
  secretKeyId,
  type Credentials,
} from './account/credentials.ts';
import { signIn, type Profile } from './account/profiles.ts';
import type { AccountState } from './account/state.ts';
import { profileUnknown } from './errors.ts';
import type { RehearsalSetup } from './setup.ts';

const accountsElsewhere = ({ others }: Pick<RehearsalSetup, 'others'>): readonly AccountState[] =>
  [...others.values()].map(({ account }) => account);

/** The keys of the account, and of those that a role can be assumed in. @param now of the account, in milliseconds */
export const keyRingOf = (
  { account, others, options }: Pick<RehearsalSetup, 'account' | 'others' | 'options'>,
  now: () => number,
): KeyRing =>
  new KeyRing(account, now, options.serve ? secretKeyId : numberedKeyId, accountsElsewhere({ others }));

/** One object for as long as the account lives, whatever key is current. */
export const credentialsOf = (keys: KeyRing): Credentials => ({
  get accessKeyId() {
    return keys.current.accessKeyId;
  },
  get secretAccessKey() {
    return keys.current.secretAccessKey;
  },
});

/** The user's profiles for the other accounts, each with a key that is known there. */
export const profilesOf = ({
  others,
  accounts = [],
  options,
}: Pick<RehearsalSetup, 'others' | 'accounts' | 'options'>): readonly Profile[] =>
  signIn(accountsElsewhere({ others }), accounts, options.serve ? secretKeyId : numberedProfileKeyId);

/** @throws InstallError aws-profile-unknown (10) */
export function profileCredentials(profiles: readonly Profile[], profile: string): Credentials {
  const found = profiles.find(({ name }) => name === profile);
  if (found !== undefined) return { accessKeyId: found.accessKeyId, secretAccessKey: 'rehearsal' };
  throw profileUnknown(
    profile,
    profiles.map(({ name }) => name),
  );
}
