import type { Caller } from '../service.ts';
import { randomId, randomToken } from './random-source.ts';
import type { AccountState } from './state.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The dummy key: no AWS key looks like it, so that neither can be taken for the other. */
export const firstAccessKeyId = 'REHEARSALACCESSKEY01';

export type Lookup =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' };

/** The same in every run, in the order of renewals, so that runs can be compared. */
export const numberedKeyId = (serial: number): string =>
  serial === 1 ? firstAccessKeyId : `REHEARSALACCESSKEY${String(serial).padStart(2, '0')}`;

/** Likewise, of the so-manieth profile. */
export const numberedProfileKeyId = (serial: number): string =>
  `REHEARSALPROFILE${String(serial).padStart(4, '0')}`;

/**
 * For an account that other programs reach: signatures are not checked, so whoever knows the key may write, and a
 * page in a browser can send a GET to any port. A key of this run alone is known to those it was printed for.
 */
export const secretKeyId = (): string => randomId('REHEARSAL', 11);

/** The account's keys: the one handed out, and those that AssumeRole made, in other accounts too. */
export class KeyRing {
  readonly #account: AccountState;
  readonly #others: readonly AccountState[];
  readonly #now: () => number;
  readonly #expired = new Set<string>();
  readonly #keyId: (serial: number) => string;
  #serial = 0;
  #current: Credentials;

  /** @param keyId names the key that is handed out, and each one after it */
  constructor(
    account: AccountState,
    now: () => number,
    keyId: (serial: number) => string = numberedKeyId,
    others: readonly AccountState[] = [],
  ) {
    this.#account = account;
    this.#others = others;
    this.#now = now;
    this.#keyId = keyId;
    this.#current = this.#next();
  }

  get current(): Credentials {
    return this.#current;
  }

  #next(): Credentials {
    this.#serial += 1;
    return { accessKeyId: this.#keyId(this.#serial), secretAccessKey: 'rehearsal' };
  }

  /** The session behind the current key ends now. */
  expire(): void {
    this.#expired.add(this.current.accessKeyId);
  }

  /** As a new log-in would: the old key stays expired. */
  renew(): Credentials {
    this.#current = this.#next();
    return this.#current;
  }

  lookup(accessKeyId: string): Lookup {
    if (this.#expired.has(accessKeyId)) return { kind: 'expired' };
    const session = [this.#account, ...this.#others]
      .map(({ sessions }) => sessions.get(accessKeyId))
      .find((one) => one !== undefined);
    if (session !== undefined) {
      if (session.expiresAt <= this.#now()) return { kind: 'expired' };
      return { kind: 'caller', caller: { ...session, accessKeyId } };
    }
    if (accessKeyId !== this.current.accessKeyId) return { kind: 'unknown' };
    const caller = { arn: this.#account.callerArn, userId: 'AIDAREHEARSALUSER0001', accessKeyId };
    return { kind: 'caller', caller };
  }
}

export const newSessionToken = (): string => randomToken(96, 'base64');
