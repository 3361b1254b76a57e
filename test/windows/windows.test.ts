import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine, shellWord } from '../../src/core/command-line.ts';
import { isBeneath } from '../../src/parameters/references/beneath.ts';
import { needsAscii } from '../../src/ui/text/environment.ts';

/** What differs on Windows and can be told without one. */

describe("an answers file's folder", () => {
  it.each([
    ['C:\\answers', 'C:\\answers\\secret.txt', true],
    ['C:\\answers', 'c:\\ANSWERS\\deep\\secret.txt', true],
    ['C:\\answers', 'C:/answers/secret.txt', true],
    ['C:\\answers', 'C:\\answers', false],
    ['C:\\answers', 'C:\\answers-of-others\\secret.txt', false],
    ['C:\\answers', 'C:\\answers\\..\\secret.txt', false],
    ['C:\\answers', 'C:\\answers\\..secret', true],
    ['C:\\answers', 'D:\\answers\\secret.txt', false],
    ['\\\\server\\share\\answers', '\\\\server\\share\\answers\\secret.txt', true],
    ['\\\\server\\share\\answers', '\\\\other\\share\\answers\\secret.txt', false],
    ['C:\\answers', '\\\\?\\C:\\windows\\secret.txt', false],
  ])('%s holds %s on Windows: %s', (folder, file, held) =>
    expect(isBeneath(folder, file, path.win32)).toBe(held),
  );

  it('holds what is joined to it, and nothing that is joined to its parent', () => {
    const name = fc.stringMatching(/^[a-z][a-z .-]{0,6}[a-z]$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom(path.win32, path.posix), (inside, beside, system) => {
        const folder = system.join(system.sep, 'home', 'answers');
        expect(isBeneath(folder, system.join(folder, inside), system)).toBe(true);
        fc.pre(beside !== 'answers');
        expect(isBeneath(folder, system.join(folder, '..', beside), system)).toBe(false);
      }),
    );
  });
});

describe('a console of Windows', () => {
  it.each([
    [{ OS: 'Windows_NT' }, true],
    [{ OS: 'Windows_NT', WT_SESSION: 'd5e0' }, false],
    [{ OS: 'Windows_NT', TERM_PROGRAM: 'vscode' }, false],
    [{ OS: 'Windows_NT', ConEmuTask: '{cmd}' }, false],
    [{ OS: 'Windows_NT', TERM: 'xterm-256color', LANG: 'en_US.UTF-8' }, false],
    [{ OS: 'Windows_NT', CI: 'true' }, false],
    [{ OS: 'Windows_NT', TERM: 'dumb' }, true],
  ])('with %j gets ASCII only: %s', (env, ascii) => expect(needsAscii(env)).toBe(ascii));
});

/** PowerShell's rules for one word of a command, for what we write: quotes, and what is special outside of them. */
const readByPowerShell = (text: string): string | undefined => {
  const single = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
  if (single !== undefined) return single.replaceAll("''", "'");
  const double = /^"([^"$`]*)"$/.exec(text)?.[1];
  if (double !== undefined) return double;
  return /^[^\s'"`$(){},;&|<>@#-][^\s'"`$(){},;&|<>]*$|^--?[\w-]+$/.test(text) ? text : undefined;
};

describe('a command to be pasted', () => {
  it.each([
    ['quilt', 'quilt'],
    ['a,b', "'a,b'"],
    ['@file:a', "'@file:a'"],
    ["it's", `"it's"`],
    ['', "''"],
    ['C:\\Program Files\\a.yaml', "'C:\\Program Files\\a.yaml'"],
    ["a'$b", `'a'\\''$b'`],
  ])('writes %s as %s', (word, written) => expect(shellWord(word)).toBe(written));

  it('is one word to PowerShell, where it has no apostrophe beside what double quotes leave alive', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (word) => {
        fc.pre(!(word.includes("'") && /[$`"\\!]/.test(word)) && !/^-/.test(word));
        expect(readByPowerShell(shellWord(word))).toBe(word);
      }),
    );
  });

  it('is read back by a POSIX shell as it was', () => {
    const words = fc.sample(fc.string({ unit: 'grapheme-ascii' }), 300);
    const script = `for word in ${commandLine(words)}; do printf '%s\\0' "$word"; done`;
    const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(read).toEqual(words);
  });
});
