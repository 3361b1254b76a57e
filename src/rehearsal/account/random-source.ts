import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Where what looks random comes from. */
export interface RandomSource {
  /** In [0, 1). */
  fraction(): number;
  uuid(): string;
}

const drawn = new AsyncLocalStorage<RandomSource>();

/**
 * Whatever `work` makes up, down to the promises it waits for, is drawn from `chance`: the same chance, the same ids. A
 * call that is made once more, to bring an account back, must come to the same ones.
 */
export const drawing = <T>(chance: RandomSource, work: () => T): T => drawn.run(chance, work);

/** Whether what is under way happens again when the account is brought back. */
export const isDrawing = (): boolean => drawn.getStore() !== undefined;

const below = (limit: number): number => {
  const chance = drawn.getStore();
  return chance === undefined ? randomInt(limit) : Math.floor(chance.fraction() * limit);
};

export const randomUuid = (): string => drawn.getStore()?.uuid() ?? randomUUID();

export function randomToken(bytes: number, encoding: 'base64' | 'base64url' = 'base64url'): string {
  const own = drawn.getStore() !== undefined;
  const made = own ? Buffer.from(Array.from({ length: bytes }, () => below(256))) : randomBytes(bytes);
  return made.toString(encoding);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const randomId = (prefix: string, length = 16): string =>
  prefix + Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
