import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Pages that lead through the code, and the folder their paths start from. */
const pages: readonly (readonly [page: string, room: string])[] = [
  ['CONTRIBUTING.md', '.'],
  ['docs/architecture.md', '.'],
  ['docs/glossary.md', '.'],
  ['src/rehearsal/README.md', 'src/rehearsal'],
];

const roots = readdirSync('.');
const rehearsalRooms = readdirSync('src/rehearsal');

/** `src/core/ids.ts`, `docs/errors/`; with `*` or `<id>` in it a pattern, of which the folder must be there. */
const isPath = (text: string, rooms: readonly string[]): boolean =>
  /^[\w.<*>-]+\/[\w./<*>-]*$/.test(text) && rooms.includes(text.split('/')[0] ?? '');

const namedPaths = (page: string, room: string): readonly string[] => {
  const rooms = room === '.' ? roots : [...roots, ...rehearsalRooms];
  return [...readFileSync(page, 'utf8').matchAll(/`([^`\n]+)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => isPath(text, rooms));
};

const isThere = (text: string, room: string): boolean => {
  const known = /[<*]/.test(text) ? path.dirname(text.split(/[<*]/)[0] + 'x') : text;
  return existsSync(known) || existsSync(path.join(room, known));
};

describe.each(pages)('%s', (page, room) => {
  it('names files and folders that are there', () => {
    expect(namedPaths(page, room).filter((text) => !isThere(text, room))).toEqual([]);
  });

  it('names functions by the file that has them', () => {
    const pairs = readFileSync(page, 'utf8').matchAll(/`((?:src|test)\/[\w./-]+\.ts)`, `(\w+)`/g);
    const missing = [...pairs].filter(
      ([, file = '', name = '']) =>
        !new RegExp(`^(export )?(async )?(const|function\\*?|class|interface) ${name}\\b`, 'm').test(
          readFileSync(file, 'utf8'),
        ),
    );
    expect(missing.map(([text]) => text)).toEqual([]);
  });
});
