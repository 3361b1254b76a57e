import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };
const last = 0x10ffff;

/**
 * Every code point, control characters first. The library's own unit `binary` is the same, but it writes a million
 * characters into a map in every worker before the first case, half a second each.
 */
export const anyCharacter = fc.integer({ min: 0, max: last - surrogates.count }).map(
  (at) => String.fromCodePoint(at < surrogates.first ? at : at + surrogates.count),
  (character) => {
    const at = typeof character === 'string' ? (character.codePointAt(0) ?? -1) : -1;
    if (at < 0 || String.fromCodePoint(at) !== character) throw new Error('not one character');
    return at < surrogates.first ? at : at - surrogates.count;
  },
);
