import { describe, expect, it } from 'vitest';
import { commandNames } from '../../../src/core/ids.ts';
import { foldedPage } from '../../../src/main/command-line/fold.ts';
import { parse } from '../../../src/main/command-line/parse.ts';

const pageOf = (words: readonly string[]): string => {
  const parsed = parse([...words, '--help']);
  if (parsed.kind !== 'help') throw new Error('no page of help');
  return parsed.text;
};
const pages = [[], ...commandNames.map((name) => [name])].map(
  (words) => [words.join(' '), pageOf(words)] as const,
);
const wordsOf = (text: string): readonly string[] => text.split(/\s+/);

describe.each(pages)('the help of %s', (_name, page) => {
  it.each([50, 80, 120])('fits %i columns with all its words whole and in order', (columns) => {
    const text = foldedPage(page, columns);
    const wide = text
      .split('\n')
      .filter((line) => line.length > columns && !/^ {2}quilt-install /.test(line));
    expect(wide).toEqual([]);
    expect(wordsOf(text)).toEqual(wordsOf(page));
  });
});

describe('a line of help that is too long', () => {
  it('goes on under what it says of a name', () =>
    expect(foldedPage('  --wait <duration>  look again until it holds', 45)).toBe(
      '  --wait <duration>  look again until it\n                     holds',
    ));

  it('goes under its name where there is no room beside', () =>
    expect(foldedPage('  --dns-profile <profile>  the AWS profile whose zone it is', 40)).toBe(
      '  --dns-profile <profile>\n      the AWS profile whose zone it is',
    ));

  it('stays whole where it is a command', () => {
    const command = '  quilt-install dns --verify --wait 15m --region us-east-1';
    expect(foldedPage(command, 30)).toBe(command);
  });
});
