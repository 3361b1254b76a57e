import path from 'node:path';
import { folded, foldedBehind } from '../../core/text.ts';
import { pageName } from './manual.ts';

/** Columns a page is set in; terminals are at least that wide, and longer lines read badly. */
export const measure = 80;

/** Stands for a blank inside of what must not be broken, such as a command. */
const glue = '\u0001';

/** As `folded`, with what is glued together in one piece. */
export const foldedPlain = (text: string, width: number): readonly string[] =>
  folded(text, width).map((line) => line.replaceAll(glue, ' '));

/** Folded behind `first`; the lines that follow are set in as far. */
export const hanging = (text: string, first: string): readonly string[] =>
  text === '' ? [''] : foldedBehind(first, text, measure).map((line) => line.replaceAll(glue, ' '));

/** Where one is, so that links can be told: the page, and the topic that is printed. */
export interface Here {
  readonly file: string;
  readonly topic: string;
}

/** What to ask `help` for, to get where a link of a page leads; undefined where it leads out of the manual. */
export function linkedTopic(file: string, target: string, words: string): string | undefined {
  const [page = '', anchor] = target.split('#');
  const there = page === '' ? file : path.posix.join(path.posix.dirname(file), page);
  if (/^\w+:/.test(target) || there.startsWith('..')) return undefined;
  if (anchor === undefined) return pageName(there);
  // An anchor has lost the dots of a check's id; the words of such a link are the id.
  return words.replaceAll('.', '') === anchor ? words : anchor;
}

const link = (here: Here, words: string, target: string): string => {
  const bare = words.replaceAll('`', '');
  const outside = /^\w+:/.test(target) || /^(\.\.\/)+[^/]*$/.test(target);
  const topic = linkedTopic(here.file, target, bare);
  if (topic !== undefined)
    return topic === bare || topic === here.topic ? words : `${words} (\`quilt-install help ${topic}\`)`;
  const address = target.replace(/^(\.\.\/)+/, '');
  return outside && address !== bare ? `${words} (${address})` : words;
};

const emphasis = /(?<![\w*])(\*\*?)(?![\s*])([^*]+)\1(?![\w*])/g;

/** A line without Markdown: links in words, emphasis and backticks gone, code glued together. */
export function plain(text: string, here: Here): string {
  const codes: string[] = [];
  return (
    text
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, target: string) => link(here, words, target))
      // Stars in code are no emphasis, and emphasis may hold code.
      .replace(/`([^`]+)`/g, (_, code: string) => `\u0002${codes.push(code.replaceAll(' ', glue)) - 1}\u0002`)
      .replace(emphasis, '$2')
      .replace(/\u0002(\d+)\u0002/g, (_, at: string) => codes[Number(at)] ?? '')
  );
}
