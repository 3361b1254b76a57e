import type { AccountState } from './state.ts';

/** A profile of the user's for an account that is not the one rehearsed. */
export interface Profile {
  readonly name: string;
  readonly account: string;
  readonly accessKeyId: string;
}

/** A user of each account that there is a profile for. @param keyId names the key of the so-manieth */
export function signIn(
  others: Iterable<AccountState>,
  accounts: readonly { readonly id: string; readonly profile?: string }[],
  keyId: (serial: number) => string,
): readonly Profile[] {
  const profiles: Profile[] = [];
  for (const account of others) {
    const { profile: name } = accounts.find(({ id }) => id === account.id) ?? {};
    if (name === undefined) continue;
    const accessKeyId = keyId(profiles.length + 1);
    const user = { arn: account.callerArn, userId: 'AIDAREHEARSALUSER0001', accountId: account.id };
    account.sessions.set(accessKeyId, { ...user, accessKeyId, expiresAt: Infinity });
    profiles.push({ name, account: account.id, accessKeyId });
  }
  return profiles;
}
