/** Reads a pattern code point by code point; patterns are untrusted text of any shape. */
export class Scanner {
  private readonly points: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.points = [...text];
  }

  get done(): boolean {
    return this.at >= this.points.length;
  }

  /** The next code point, or the one `ahead` after it; empty past the end. */
  peek(ahead = 0): string {
    return this.points[this.at + ahead] ?? '';
  }

  next(): string {
    const point = this.peek();
    this.at += 1;
    return point;
  }

  /** Takes `text` if it comes next. */
  take(text: string): boolean {
    const points = [...text];
    if (!points.every((point, index) => this.peek(index) === point)) return false;
    this.at += points.length;
    return true;
  }

  /** Takes as many of the next code points, at most `most`, as `wanted` accepts. */
  takeWhile(wanted: RegExp, most = Infinity): string {
    let taken = '';
    while (!this.done && [...taken].length < most && wanted.test(this.peek())) taken += this.next();
    return taken;
  }
}

/** Thrown inside the translation only: Java and JavaScript may read this construct differently. */
export class NotEqual extends Error {}
