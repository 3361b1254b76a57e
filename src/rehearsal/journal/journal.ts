import { randomInt } from 'node:crypto';
import { drawing, isDrawing, type RandomSource } from '../account/random-source.ts';
import type { Caller, ServiceError } from '../service.ts';
import type { HeldClock } from './held-clock.ts';
import { encode } from './json.ts';
import { withoutPrivateKey } from './private-key.ts';
import {
  savedVersion,
  type SavedAccount,
  type SavedCall,
  type SavedEntry,
  type SavedFetch,
  type SavedRun,
} from './saved.ts';

/** No estimate of costs: it makes up an id, and all later ones come out otherwise without it. */
const reads = /^(BatchGet|Describe|Filter|Get|Head|List|Lookup|Simulate|Validate)/;
/** Certificates are looked after when they are looked at. */
const changes = (service: string, operation: string): boolean => service === 'acm' || !reads.test(operation);

/** A call about to be carried out. */
interface KeptCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly caller: Caller;
  readonly input: Readonly<Record<string, unknown>>;
}

type CallOutcome = { readonly output: object } | { readonly error: ServiceError };

type Began = Pick<SavedAccount, 'scenario' | 'account' | 'region' | 'assumeExport' | 'beganAt'>;

type Fetch = (url: string) => Promise<Uint8Array>;

/**
 * All that happened to an account, so that another process can bring it back by letting it happen again. What is under
 * way is a story half told, which nothing could write down; told again from its beginning it gets just as far.
 */
export class Journal {
  readonly #began: Began;
  readonly #clock: HeldClock;
  readonly #chance: (seed: number) => RandomSource;
  readonly #entries: SavedEntry[];
  readonly #fetched: SavedFetch[];
  #replayed: SavedFetch[];

  /** @param chance makes up the same for the same seed */
  constructor(
    began: Began,
    clock: HeldClock,
    chance: (seed: number) => RandomSource,
    earlier: Pick<SavedAccount, 'entries' | 'fetched'> = { entries: [], fetched: [] },
  ) {
    const { scenario, account, region, assumeExport, beganAt } = began;
    this.#began = { scenario, account, region, assumeExport, beganAt };
    this.#clock = clock;
    this.#chance = chance;
    this.#entries = [...earlier.entries];
    this.#fetched = [...earlier.fetched];
    this.#replayed = [...earlier.fetched];
  }

  begin(run: Omit<SavedRun, 'kind' | 'at'>): void {
    this.#entries.push({ kind: 'run', at: this.#clock.now(), ...run });
  }

  lookedFor(host: string): void {
    this.#entries.push({ kind: 'look', at: this.#clock.now(), host });
  }

  /** Carries a call out, and writes it down where it may change something. */
  keeping<T extends CallOutcome>({ input, ...call }: KeptCall, work: () => Promise<T>): Promise<T> {
    if (!changes(call.service, call.operation)) return work();
    return this.#clock.holding(async () => {
      const seed = randomInt(2 ** 31);
      const members = Object.entries(withoutPrivateKey(input)).filter(([, member]) => member !== undefined);
      const entry: SavedCall = {
        kind: 'call',
        at: this.#clock.now(),
        ...call,
        input: Object.fromEntries(members.map(([name, member]) => [name, encode(member)])),
        seed,
      };
      this.#entries.push(entry);
      const outcome = await drawing(this.#chance(seed), work);
      if ('error' in outcome) entry.refused = outcome.error.code;
      return outcome;
    });
  }

  /** What is read from elsewhere is read once: the second time it may have changed. */
  readonly fetching =
    (fetch: Fetch): Fetch =>
    async (url) => {
      // A reading is not told again: what it fetched would be taken for what a later call did.
      if (!isDrawing()) return fetch(url);
      const index = this.#replayed.findIndex((one) => one.url === url);
      const [kept] = index < 0 ? [] : this.#replayed.splice(index, 1);
      if (kept?.bytes !== undefined) return Buffer.from(kept.bytes, 'base64');
      if (kept !== undefined) throw new Error(`${url} could not be had`);
      try {
        const bytes = await fetch(url);
        this.#fetched.push({ url, bytes: Buffer.from(bytes).toString('base64') });
        return bytes;
      } catch (error) {
        this.#fetched.push({ url });
        throw error;
      }
    };

  /** Everything up to now has been told again; what is fetched from here on is fetched anew. */
  caughtUp(): void {
    this.#replayed = [];
  }

  /** JSON. */
  text(): string {
    const saved: SavedAccount = {
      version: savedVersion,
      ...this.#began,
      savedAt: this.#clock.now(),
      entries: this.#entries,
      fetched: this.#fetched,
    };
    return `${JSON.stringify(saved, null, 1)}\n`;
  }
}
