import { NotJudged } from './tree.ts';

/** `\Q…\E` written out as escapes, which Java too does before it reads anything else. */
const withoutQuotations = (pattern: string): string =>
  pattern.replace(/\\(?:Q([\s\S]*?)(?:\\E|$)|[\s\S])/gu, (whole, quoted?: string) =>
    quoted === undefined
      ? whole
      : [...quoted].map((character) => `\\x{${character.codePointAt(0)?.toString(16)}}`).join(''),
  );

/** Reads a pattern code point by code point; patterns are untrusted text of any shape. */
export class Scanner {
  readonly #points: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    if (/\p{Surrogate}/u.test(pattern)) throw new NotJudged();
    this.#points = [...withoutQuotations(pattern)];
  }

  get done(): boolean {
    return this.#at >= this.#points.length;
  }

  /** The next code point, or the one `ahead` after it; empty past the end. */
  peek(ahead = 0): string {
    return this.#points[this.#at + ahead] ?? '';
  }

  next(): string {
    const point = this.peek();
    if (point === '') throw new NotJudged();
    this.#at += 1;
    return point;
  }

  /** Takes `text` (ASCII) if it comes next. */
  take(text: string): boolean {
    for (let index = 0; index < text.length; index++) if (this.peek(index) !== text[index]) return false;
    this.#at += text.length;
    return true;
  }

  /** Takes as many of the next code points, at most `most`, as `wanted` accepts. */
  takeWhile(wanted: RegExp, most = Infinity): string {
    let taken = '';
    for (let count = 0; count < most && !this.done && wanted.test(this.peek()); count++) taken += this.next();
    return taken;
  }

  /** Takes `close` after the text before it, which must be of `wanted` characters. */
  takeUntil(close: string, wanted: RegExp): string {
    const text = this.takeWhile(wanted);
    if (!this.take(close)) throw new NotJudged();
    return text;
  }

  /** White space and comments, as Java's COMMENTS flag skips them. */
  skipComments(): void {
    for (;;) {
      const skipped = this.takeWhile(/^[\t-\r ]$/);
      if (this.take('#')) this.takeWhile(/^[^\n\r\u0085\u2028\u2029]$/u);
      else if (skipped === '') return;
    }
  }
}
