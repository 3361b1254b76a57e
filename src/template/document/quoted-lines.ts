import { CST, Lexer } from 'yaml';

/** Texts that are mended at most; each is looked for from the top. */
const mendedAtMost = 20;

const whole = /^"(?:[^"\\]|\\[\s\S])*"$/;
const rest = /"(?:[^"\\]|\\[\s\S])*"/y;

/**
 * PyYAML takes the lines of a double-quoted text however little they are indented; YAML's rule, which the library
 * keeps, wants them deeper than what they belong to. Their indentation is no part of the text, so it may be deepened.
 * @returns the text with such lines indented, the same number of lines; undefined where there are none
 */
export function withDeepQuotedLines(text: string): string | undefined {
  let mended = text;
  for (let count = 0; count < mendedAtMost; count += 1) {
    const start = cutQuote(mended);
    if (start === undefined) return mended === text ? undefined : mended;
    rest.lastIndex = start;
    const [quoted] = rest.exec(mended) ?? [];
    if (quoted === undefined) return undefined;
    const column = start - (mended.lastIndexOf('\n', start) + 1);
    const deep = quoted.replace(/\n[ \t]*(?=\S)/g, `\n${' '.repeat(column + 1)}`);
    if (deep === quoted) return undefined;
    mended = mended.slice(0, start) + deep + mended.slice(start + quoted.length);
  }
  return undefined;
}

/** Where a double-quoted text begins that the lexer ended before its closing quote. */
const cutQuote = (text: string): number | undefined => {
  let offset = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const kind: string | null = scalar ? 'plain' : CST.tokenType(lexeme);
    scalar = kind === 'scalar';
    if (kind === 'double-quoted-scalar' && !whole.test(lexeme)) return offset;
    if (kind !== 'scalar' && kind !== 'doc-mode' && kind !== 'flow-error-end') offset += lexeme.length;
  }
  return undefined;
};
