import { awsCodes, isInstallError } from '../../core/errors.ts';
import { spokenDuration } from '../../core/duration.ts';
import type { LeavingReason, WatchRequest } from './request.ts';

/** Why AWS cannot be asked just now; the operation itself goes on all the same. */
export type TroubleKind = 'credentials' | 'denied' | 'throttled' | 'unreachable' | 'unclear';

const credentialCodes: readonly string[] = [
  awsCodes.expired,
  awsCodes.noCredentials,
  awsCodes.invalidCredentials,
];

export function troubleOf(error: unknown): TroubleKind {
  if (!isInstallError(error)) return 'unclear';
  if (credentialCodes.includes(error.code)) return 'credentials';
  if (error.code === awsCodes.denied) return 'denied';
  if (error.code === awsCodes.throttled) return 'throttled';
  return error.code === awsCodes.unreachable ? 'unreachable' : 'unclear';
}

const words: Readonly<Record<TroubleKind, string>> = {
  credentials: 'the AWS credentials have expired',
  denied: 'these credentials may not read the stack',
  throttled: 'AWS asks for fewer calls',
  unreachable: 'AWS cannot be reached',
  unclear: 'AWS gives no usable answer',
};

/** What is wrong, in words for the person. */
export const troubleWords = (error: unknown): string => words[troubleOf(error)];

/** Rounds that failed for no known reason before watching is given up. */
const unclearRounds = 20;

/** A call that takes this long is told as trouble, milliseconds. */
const silentAfter = 10_000;

/** What a watch does about answers that do not come: from `again` at once or later to leaving. */
export type TroubleRemedy = { readonly again: 'at once' | 'later' } | { readonly leave: LeavingReason };

/** Keeps what is wrong, and since when, over the rounds of a watch. */
export class ReadTrouble {
  #kind: TroubleKind | undefined;
  #since = 0;
  #rounds = 0;
  #reloaded = false;

  /** @returns true if there was any. */
  clear(): boolean {
    const any = this.#kind !== undefined;
    this.#kind = undefined;
    this.#reloaded = false;
    return any;
  }

  /** @returns true if this is a new kind of trouble. @param now our clock, milliseconds. */
  add(error: unknown, now: number): boolean {
    const kind = troubleOf(error);
    const fresh = kind !== this.#kind;
    if (fresh) this.#since = now;
    this.#rounds = fresh ? 1 : this.#rounds + 1;
    this.#kind = kind;
    return fresh;
  }

  /**
   * One sentence for the heartbeat: what is wrong, since when, and that the stack does not mind.
   * @param askedAt since when a call has been under way, if one is.
   */
  line(now: number, askedAt = now): string | undefined {
    const silence = now - askedAt >= silentAfter ? 'AWS does not answer' : undefined;
    const said = this.#kind === undefined ? silence : words[this.#kind];
    if (said === undefined) return undefined;
    const seconds = (now - (this.#kind === undefined ? askedAt : this.#since)) / 1_000;
    return `${said}${seconds < 5 ? '' : ` (${spokenDuration(seconds)} so far)`}; the operation goes on in AWS, trying again`;
  }

  async remedy(
    request: Pick<WatchRequest, 'onExpired'>,
    reload: (() => Promise<void>) | undefined,
  ): Promise<TroubleRemedy> {
    if (this.#kind === 'denied') return { leave: 'denied' };
    if (this.#kind === 'unclear' && this.#rounds >= unclearRounds) return { leave: 'unclear' };
    return this.#kind === 'credentials' ? this.#renewed(request, reload) : { again: 'later' };
  }

  /** The chain is read anew, cached files included: a login in another window heals it. */
  async #renewed(
    { onExpired }: Pick<WatchRequest, 'onExpired'>,
    reload: (() => Promise<void>) | undefined,
  ): Promise<TroubleRemedy> {
    if (this.#reloaded && (await onExpired?.()) !== 'retry') return { leave: 'credentials' };
    this.#reloaded = true;
    // Read after the question, as they were renewed while it stood. Still without: the next call says so again.
    await reload?.().catch(() => undefined);
    return { again: 'at once' };
  }
}
