/** One heading of the README with all that stands under it, deeper headings included. */
export interface Section {
  /** What `help` is asked for: `Exit codes` → `exit-codes`; a check id or error code is its own topic. */
  readonly topic: string;
  readonly heading: string;
  readonly level: number;
  readonly lines: readonly string[];
}

const topicOf = (heading: string): string =>
  heading
    .replaceAll('`', '')
    .trim()
    .toLowerCase()
    .replace(/[^\w.]+/g, '-')
    .replace(/-$/, '');

interface Heading {
  readonly at: number;
  readonly level: number;
  readonly text: string;
}

/** A `#` inside a code fence is no heading. */
const headingsOf = (lines: readonly string[]): readonly Heading[] => {
  let fenced = false;
  return lines.flatMap((line, at) => {
    if (/^\s*```/.test(line)) fenced = !fenced;
    const [, marks, text] = (!fenced && /^(#{1,4}) (.+)$/.exec(line)) || [];
    return marks === undefined || text === undefined ? [] : [{ at, level: marks.length, text }];
  });
};

/** The README's headings of level 2 to 4 in order; a section runs until the next heading of its own or a higher level. */
export function sections(readme: string): readonly Section[] {
  const lines = readme.split(/\r?\n/);
  const headings = headingsOf(lines);
  return headings
    .filter(({ level }) => level > 1)
    .map(({ at, level, text }) => {
      const end = headings.find((other) => other.at > at && other.level <= level)?.at ?? lines.length;
      return { topic: topicOf(text), heading: text, level, lines: lines.slice(at, end) };
    });
}
