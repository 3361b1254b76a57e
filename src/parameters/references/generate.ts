import { randomInt } from 'node:crypto';
import type { Enrichment } from '../../core/product.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { matchesJavaPattern } from '../../template/java-pattern/matches.ts';
import { sampleJavaPattern } from '../../template/java-pattern/sample.ts';
import { constraintViolation } from '../rules/constraint.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const letters = lower + lower.toUpperCase();

/** From the widest that no shell, URL or connection string trips over to what picky patterns demand. */
const alphabets = [
  letters + digits,
  `${letters + digits}_-.`,
  `${letters + digits}!#%+=?^~`,
  lower + digits,
  digits,
];

/** Longest first: about 190 bits down to what old systems take. */
const lengths = [32, 24, 20, 16, 12, 10, 8, 64];

/** Enough for "at least one digit and one capital" to turn up in any length above. */
const tries = 6;

const make = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

const recipes = function* (
  { minLength = 0, maxLength = Infinity }: TemplateParameter,
  enrichment: Enrichment | undefined,
): Generator<readonly [number, string]> {
  const within = (length: number): number => Math.min(Math.max(length, minLength), maxLength);
  const { generate } = enrichment ?? {};
  if (generate !== undefined) yield [within(generate.length), generate.alphabet];
  const distinct = new Set(lengths.map(within));
  for (const alphabet of alphabets) for (const length of distinct) yield [length, alphabet];
};

/** Fewer are guessed at a login that does not count. */
const leastBits = 20;

/** Along the pattern where there is one; what is made is judged in any case. */
const attempt = (
  { allowedPattern }: TemplateParameter,
  length: number,
  alphabet: string,
): string | undefined => {
  if (allowedPattern === undefined) return make(length, alphabet);
  const sample = sampleJavaPattern(allowedPattern, { length, alphabet, random: (limit) => randomInt(limit) });
  return sample === undefined || sample.bits < leastBits ? undefined : sample.text;
};

/** A pattern that is left to CloudFormation would be found out about only when the plan is made. */
const fits = (parameter: TemplateParameter, value: string): boolean =>
  constraintViolation(parameter, value) === undefined &&
  (parameter.allowedPattern === undefined || matchesJavaPattern(parameter.allowedPattern, value) === true);

/**
 * A random value that fits the parameter's constraints; undefined where none was hit on, or only ones easy to guess.
 * Random by the operating system's generator.
 */
export function generate(parameter: TemplateParameter, enrichment?: Enrichment): string | undefined {
  for (const [length, alphabet] of recipes(parameter, enrichment)) {
    for (let count = 0; count < tries; count++) {
      const value = attempt(parameter, length, alphabet);
      if (value !== undefined && fits(parameter, value)) return value;
    }
  }
  return undefined;
}

/** Where a generated value is kept. */
export const secretName = (stackName: string, key: string): string => `quilt-install/${stackName}/${key}`;
