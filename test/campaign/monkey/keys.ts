import { seeded } from '../seeded.ts';

const pasted = (text: string): string => `\u001B[200~${text}\u001B[201~`;

const clearing = '\u0015';

/** Each with how many times it is in the hat. What a person means is in it as well, or no run would come far. */
const hat: readonly (readonly [times: number, key: string])[] = [
  [90, '\r'],
  [24, 'y'],
  [6, 'n'],
  [24, '\u001B[B'],
  [6, '\u001B[A'],
  [8, '\u001B'],
  [4, '?'],
  [4, '\u001BOP'],
  [4, ' '],
  [1, '\t'],
  [4, '\u007F'],
  [2, '\u001B[6~'],
  [1, '\u001B[H'],
  [1, '\u001B[3~'],
  [16, clearing],
  [1, '\u0017'],
  [1, '\u0004'],
  [1, '\u0003'],
  [1, '\u001A'],
  [1, '\u0000'],
  [2, '\u001B\r'],
  [1, '\u001B['],
  [1, 'é日👩‍👩‍👧'],
  [1, '-1'],
  [8, `${clearing}ops@example.com`],
  [12, `${clearing}quilt`],
  [4, `${clearing}quilt.data.example.com`],
  [2, `${clearing}new-lab-data`],
  [1, pasted('vpc-00000000000000001')],
  [1, pasted('y\ny\n')],
  [1, pasted('quilt '.repeat(1700))],
];
const drawn = hat.flatMap(([times, key]) => Array.from({ length: times }, () => key));
/** What leads out of a conversation early; a bold monkey goes on to where something is made. */
const shy: readonly string[] = ['n', '\u001B', '\u001B\r', '\u0003', '\u0004'];
const bold = drawn.filter((key) => !shy.includes(key));

/** The keys a seed presses, in their order; every other seed is a bold one. */
export const keysOf = (seed: number, count: number): readonly string[] => {
  const chance = seeded(seed);
  const keys = seed % 2 === 0 ? bold : drawn;
  return Array.from({ length: count }, () => keys[Math.floor(chance() * keys.length)] ?? '\r');
};

/** A key log as one reads it. */
export const legible = (keys: readonly string[]): string =>
  keys.map((key) => JSON.stringify(key.length > 40 ? `${key.slice(0, 40)}…` : key)).join(' ');
