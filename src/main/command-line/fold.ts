/** What is described takes at least so many columns, or goes under the name. */
const narrowest = 24;

const blanks = (count: number): string => ' '.repeat(count);

/** Words onto lines, the first of which begins with `start`. */
const filled = (text: string, start: string, indent: number, columns: number): readonly string[] => {
  const lines = [start];
  let begun = false;
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = begun ? `${line} ${word}` : line + word;
    if (begun && longer.length > columns) lines.push(blanks(indent) + word);
    else lines[lines.length - 1] = longer;
    begun = true;
  }
  return lines;
};

/** A name and what is said of it, in two columns, or one under the other. */
const foldedLine = (line: string, columns: number): readonly string[] => {
  // A command is copied: a line break in it would be copied too.
  if (line.length <= columns || line.startsWith('  quilt-install ')) return [line];
  const [, name, said] = /^( {2}\S.*? {2,})(\S.*)$/.exec(line) ?? [];
  if (name === undefined || said === undefined) {
    const text = line.trimStart();
    const indent = line.length - text.length;
    return filled(text, blanks(indent), indent === 0 ? 0 : indent + 2, columns);
  }
  if (columns - name.length >= narrowest) return filled(said, name, name.length, columns);
  return [name.trimEnd(), ...filled(said, blanks(6), 6, columns)];
};

/** A page of help as a screen of so many columns shows it. */
export const foldedPage = (page: string, columns: number): string =>
  page
    .split('\n')
    .flatMap((line) => foldedLine(line, columns))
    .join('\n');
