import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sections, topicIndex, type Section } from '../../src/commands/help/manual.ts';

/** `UPDATE_MANUAL=1` writes examples and tables anew; without it they are compared. */
export const updating = process.env.UPDATE_MANUAL !== undefined;

/** Not packed, and no topics of `help`. */
const forBuilders = ['architecture.md', 'coverage.md', 'performance.md', 'releasing.md'];

/** Pages of the manual, by their paths under `docs/`. */
export const pageFiles: readonly string[] = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.md') && !forBuilders.includes(file))
  .sort();
const readPage = (file: string): string => readFileSync(path.join('docs', file), 'utf8');
const writePage = (file: string, text: string): void => writeFileSync(path.join('docs', file), text);

export const topics = topicIndex(Object.fromEntries(pageFiles.map((file) => [file, readPage(file)])));

/** Every page that people read: the manual, and what stands at the head of the repository. */
export const allFiles: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...forBuilders.map((file) => `docs/${file}`),
  ...pageFiles.map((file) => `docs/${file}`),
];

export const sectionsOf = (file: string): readonly Section[] => sections(file, readPage(file));
/** Names of a page's parts: the headings under its title. */
export const partsOf = (file: string): readonly string[] =>
  sectionsOf(file)
    .filter(({ level }) => level === 2)
    .flatMap((section) => section.topics);

/** Pages that tell one check, or one code, under each heading. */
export const groups = (folder: 'checks' | 'errors'): readonly string[] =>
  pageFiles.filter((file) => file.startsWith(`${folder}/`) && !file.endsWith('/README.md'));
export const namesIn = (folder: 'checks' | 'errors'): readonly string[] => groups(folder).flatMap(partsOf);
export const pageOf = (folder: 'checks' | 'errors', name: string): string => {
  const found = groups(folder).find((file) => partsOf(file).includes(name));
  if (found === undefined) throw new Error(`docs/${folder} has no heading ${name}`);
  return found;
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
export const tableRow = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const bounds = (lines: readonly string[], head: string): readonly [number, number] => {
  const first = lines.indexOf(head) + 2;
  const end = lines.findIndex((line, at) => at >= first && line === '');
  return [first, end < 0 ? lines.length : end];
};
export const tableOf = (file: string, head: string): readonly string[] => {
  const lines = readPage(file).split('\n');
  return lines.slice(...bounds(lines, head));
};
export const writeTable = (file: string, head: string, rows: readonly string[]): void => {
  const lines = readPage(file).split('\n');
  const [first, end] = bounds(lines, head);
  lines.splice(first, end - first, ...rows);
  writePage(file, lines.join('\n'));
};

const fence = /```text\n[^`]*```/;
export const fenceOf = (file: string, heading: string): string | undefined =>
  fence.exec(
    sectionsOf(file)
      .find((section) => section.topics.includes(heading))
      ?.lines.join('\n') ?? '',
  )?.[0];
export const writeFence = (file: string, heading: string, block: string): void => {
  const text = readPage(file);
  const at = text.indexOf(`\n## ${heading}\n`);
  writePage(file, text.slice(0, at) + text.slice(at).replace(fence, () => block));
};
