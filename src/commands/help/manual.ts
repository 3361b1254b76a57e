/** One heading of a page of the manual with all that stands under it, deeper headings included. */
export interface Section {
  /** What `help` may be asked for: `Exit codes` → `exit-codes`; a check id or error code is its own topic. */
  readonly topics: readonly string[];
  readonly level: number;
  readonly lines: readonly string[];
}

/** Which pages tell of a topic, by their paths under `docs/`. */
export type Topics = Readonly<Record<string, readonly string[]>>;

const topicOf = (heading: string): string =>
  heading
    .replaceAll('`', '')
    .trim()
    .toLowerCase()
    .replace(/[^\w.]+/g, '-')
    .replace(/-$/, '');

/**
 * The name of a page: `guides/install.md` → `install`, `checks/README.md` → `checks`. A group of checks or of codes has
 * none: `stack` is not more the one than the other.
 */
export function pageName(file: string): string | undefined {
  const [, folder = 'manual', name = ''] = /^(?:(.*)\/)?([^/]*)\.md$/.exec(file) ?? [];
  if (name === 'README') return folder;
  return folder === 'checks' || folder === 'errors' ? undefined : name;
}

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

/** A page's headings in order, the title first; a section runs until the next heading of its own or a higher level. */
export function sections(file: string, markdown: string): readonly Section[] {
  const lines = markdown.split(/\r?\n/);
  const headings = headingsOf(lines);
  return headings.map(({ at, level, text }) => {
    const end = headings.find((other) => other.at > at && other.level <= level)?.at ?? lines.length;
    const name = level === 1 ? pageName(file) : undefined;
    const topics = new Set([...(name === undefined ? [] : [name]), topicOf(text)]);
    return { topics: [...topics], level, lines: lines.slice(at, end) };
  });
}

/** The index that the build writes, so that `help` reads no page but the one asked for. */
export function topicIndex(pages: Readonly<Record<string, string>>): Topics {
  const index = new Map<string, string[]>();
  // `reference/` before `guides/`: a command is told first, then the guide of its name.
  for (const [file, markdown] of Object.entries(pages).sort().reverse())
    for (const { topics } of sections(file, markdown))
      for (const topic of topics) index.set(topic, [...(index.get(topic) ?? []), file]);
  return Object.fromEntries(index);
}
