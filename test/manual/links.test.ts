import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkedTopic } from '../../src/commands/help/text.ts';
import { allFiles, topics } from './pages.ts';

const withoutCode = (text: string): string =>
  text.replace(/^```(\w*)\n[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replaceAll(']', ''));

interface Link {
  readonly words: string;
  readonly target: string;
}
const linksOf = (file: string): readonly Link[] =>
  [...withoutCode(readFileSync(file, 'utf8')).matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/g)].map(
    ([, words = '', target = '']) => ({ words: words.replaceAll('`', ''), target }),
  );
const isRelative = ({ target }: Link): boolean => !/^\w+:/.test(target);

/** Headings as the places that host Markdown name them: lower case, blanks as hyphens, all other signs gone. */
const anchorsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(file, 'utf8')
      .replace(/^```(\w*)\n[\s\S]*?^```$/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(allFiles)('the links of %s', (file) => {
  it('lead to files and headings that are there', () => {
    for (const { target } of linksOf(file).filter(isRelative)) {
      const [page = '', anchor] = target.split('#');
      const there = page === '' ? file : path.posix.join(path.posix.dirname(file), page);
      expect(existsSync(there), `${file}: ${target}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(there), `${file}: ${target}`).toContain(anchor);
    }
  });

  it.runIf(file.startsWith('docs/'))('name topics that help knows', () => {
    for (const { words, target } of linksOf(file).filter(isRelative)) {
      const topic = linkedTopic(file.replace('docs/', ''), target, words);
      if (topic !== undefined) expect(Object.keys(topics), `${file}: ${target}`).toContain(topic);
    }
  });
});

describe('the headings of a page', () => {
  it.each(allFiles)('%s has each anchor once', (file) =>
    expect(anchorsOf(file)).toEqual([...new Set(anchorsOf(file))]),
  );
});
