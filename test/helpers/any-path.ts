import fc from 'fast-check';
import { anyCharacter } from './any-character.ts';

const plain = fc.constantFrom(...'abcxyzABC019-._~!$&()*+,;=:@');
const segment = fc.string({ unit: fc.oneof(plain, anyCharacter.map(encodeURIComponent)), maxLength: 12 });

/** The path of a URL, empty or begun by a slash; unlike the library's own `webPath`, without its map of a million. */
export const anyPath = fc
  .array(segment, { maxLength: 5 })
  .map((segments) => segments.map((text) => `/${text}`).join(''));
