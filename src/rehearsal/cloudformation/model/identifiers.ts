const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const hexadecimal = '0123456789abcdef';

/**
 * Ids that look random and are the same in every rehearsal: a screen shown in a document stays true,
 * and a failing run can be repeated.
 */
export class Identifiers {
  #state: number;

  constructor(seed = 20_261_120) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1): mulberry32. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Milliseconds between the two, both included. */
  between(low: number, high: number): number {
    return Math.round(low + this.fraction() * (high - low));
  }

  /** 12 mixed-case characters, as CloudFormation ends generated names since about 2022. */
  suffix(length = 12): string {
    return this.#from(base62, length);
  }

  upperSuffix(length = 12): string {
    return this.#from(upper, length);
  }

  lowerSuffix(length = 12): string {
    return this.#from(lower, length);
  }

  hex(length: number): string {
    return this.#from(hexadecimal, length);
  }

  digits(length: number): string {
    return this.#from('0123456789', length);
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${this.#from('89ab', 1)}${this.hex(3)}-${this.hex(12)}`;
  }

  /** Version 1, as stack-level events and stack ids carry. */
  uuidV1(): string {
    return `${this.hex(8)}-${this.hex(4)}-11f0-${this.#from('89ab', 1)}${this.hex(3)}-${this.hex(12)}`;
  }

  #from(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[Math.floor(this.fraction() * alphabet.length)]).join('');
  }
}
