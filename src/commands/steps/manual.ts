/** `Exit codes` → `exit-codes`; a check id or error code is its own topic. */
const topicOf = (heading: string): string =>
  heading
    .replaceAll('`', '')
    .trim()
    .toLowerCase()
    .replace(/[^\w.]+/g, '-');

/**
 * The README as help topics: each heading of level 2 to 4 with the text under it, deeper headings included.
 * A `#` inside a code fence is no heading.
 */
export function sections(readme: string): ReadonlyMap<string, string> {
  const found: { topic: string; level: number; lines: string[] }[] = [];
  let fenced = false;
  for (const line of readme.split(/\r?\n/)) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    const [, marks, heading] = (!fenced && /^(#{1,4}) (.+)$/.exec(line)) || [];
    if (marks !== undefined && heading !== undefined)
      found.push({ topic: topicOf(heading), level: marks.length, lines: [] });
    for (const section of found) if (isOpen(section, found)) section.lines.push(line);
  }
  return new Map(
    found.filter(({ level }) => level > 1).map(({ topic, lines }) => [topic, `${lines.join('\n').trim()}\n`]),
  );
}

/** A section runs until the next heading of its own or a higher level. */
const isOpen = (section: { level: number }, all: readonly { level: number }[]): boolean => {
  const after = all.slice(all.indexOf(section as (typeof all)[number]) + 1);
  return after.every(({ level }) => level > section.level);
};
