import type { Section } from './manual.ts';

/** Columns a page is set in; terminals are at least that wide, and longer lines read badly. */
const measure = 80;

/** Folds at blanks; a word longer than the measure keeps its line. */
const folded = (text: string, first: string, rest: string): readonly string[] => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > measure) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += `${empty ? '' : ' '}${word}`;
    empty = false;
  }
  return [...lines, line];
};

/** Links and emphasis in words: an anchor of this page is a topic. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\(#([^)]+)\)/g, '$1 (quilt-install help $2)')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, words: string, target: string) =>
      words.replaceAll('`', '') === target ? words : `${words} (${target})`,
    )
    .replace(/\*\*?([^*`]+)\*\*?/g, '$1');

const cellsOf = (row: string): readonly string[] =>
  row
    .replace(/^\|\s*|\s*\|$/g, '')
    .split(/\s*(?<!\\)\|\s*/)
    .map((cell) => cell.replaceAll('\\|', '|'));

/** Widest first column that still leaves room for the text beside it. */
const widestHead = 28;

/** A table as a list: the first cell in front, the others folded beside it. */
const tableLines = (rows: readonly string[]): readonly string[] => {
  const [, , ...body] = rows.map(cellsOf);
  const heads = body.map(([head = '']) => head.length);
  const width = Math.max(0, ...heads.filter((length) => length <= widestHead)) + 2;
  return body.flatMap(([head = '', ...cells]) => {
    const text = plain(cells.filter((cell) => cell !== '').join(' · '));
    const beside = folded(text, head.padEnd(width), ' '.repeat(width));
    return head.length > widestHead ? [head, ...folded(text, ' '.repeat(width), ' '.repeat(width))] : beside;
  });
};

const proseLines = (line: string): readonly string[] => {
  const [, hashes] = /^(#+) /.exec(line) ?? [];
  if (hashes !== undefined) return [line.slice(hashes.length + 1)];
  const [, indent = '', bullet = ''] = /^(\s*)((?:[-*]|\d+\.) )?/.exec(line) ?? [];
  const hang = indent + bullet;
  return folded(plain(line.slice(hang.length)), hang, ' '.repeat(hang.length));
};

/** Markdown as it reads in a terminal: no `#` or fences, text folded, tables as lists, code as it stands. */
export function page(lines: readonly string[]): string {
  const out: string[] = [];
  let fenced = false;
  let table: string[] = [];
  for (const line of [...lines, '']) {
    if (table.length > 0 && !line.startsWith('|')) {
      out.push(...tableLines(table));
      table = [];
    }
    if (/^\s*```/.test(line)) fenced = !fenced;
    else if (fenced) out.push(line);
    else if (line.startsWith('|')) table.push(line);
    else out.push(...proseLines(line));
  }
  return `${out.join('\n').trim()}\n`;
}

/** More parts than this are listed, not printed: nobody reads five hundred lines to find one. */
const mostParts = 12;

/** The page of a topic; a chapter of many parts is its opening and their names. */
export function topicPage(section: Section, all: readonly Section[]): string {
  const at = all.indexOf(section);
  const following = all.slice(at + 1);
  const end = following.findIndex(({ level }) => level <= section.level);
  const parts = following.slice(0, end < 0 ? undefined : end);
  const [firstPart] = parts;
  if (parts.length <= mostParts || firstPart === undefined) return page(section.lines);
  const opening = section.lines.slice(0, section.lines.indexOf(firstPart.lines[0] ?? ''));
  const text = page(opening);
  const more = '\nMore on each: quilt-install help TOPIC';
  if (parts.every(({ topic }) => text.includes(topic))) return `${text}${more}\n`;
  const names = folded(parts.map(({ topic }) => topic).join(', '), '  ', '  ');
  return `${text}${more}, which is one of\n\n${names.join('\n')}\n`;
}
