import { foldedBehind } from '../../core/text.ts';

/** What is described takes at least so many columns, or goes under the name. */
const narrowest = 24;

const blanks = (count: number): string => ' '.repeat(count);

/** A name and what is said of it, in two columns, or one under the other. */
const foldedLine = (line: string, columns: number): readonly string[] => {
  // A command is copied: a line break in it would be copied too.
  if (line.length <= columns || line.startsWith('  quilt-install ')) return [line];
  const [, name, said] = /^( {2}\S.*? {2,})(\S.*)$/.exec(line) ?? [];
  if (name === undefined || said === undefined) {
    const text = line.trimStart();
    const indent = line.length - text.length;
    return foldedBehind(blanks(indent), text, columns, indent === 0 ? 0 : indent + 2);
  }
  if (columns - name.length >= narrowest) return foldedBehind(name, said, columns);
  return [name.trimEnd(), ...foldedBehind(blanks(6), said, columns)];
};

/** A page of help as a screen of so many columns shows it. */
export const foldedPage = (page: string, columns: number): string =>
  page
    .split('\n')
    .flatMap((line) => foldedLine(line, columns))
    .join('\n');
