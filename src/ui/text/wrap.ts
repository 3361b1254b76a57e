import stringWidth from 'string-width';

/** Printable ASCII, Latin letters and our own marks: one column each, and most of what is ever shown. */
const narrow = /^[ -~\u00A1-\u00AC\u00AE-\u024F‘’“”…–—→√‼]*$/;

/**
 * Columns a text takes on a terminal: wide and combining characters counted as shown. To know those takes 35 ms once,
 * which a run whose text has none does without.
 */
export const columnsOf = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

// A command to copy, in backticks or with its flags: a line break inside would be copied too.
const wordsOf = (text: string): readonly string[] =>
  text.match(
    /(?:`[^`]*`|aws [a-z0-9-]+ [a-z0-9-]+(?: --[a-z0-9-]+(?:[ =][^\s`-][^\s`]*)?)+|quilt-install(?: rehearse(?: --[a-z-]+(?:[ =][^\s`-][^\s`]*)?)* --)?(?: [a-z]+)?(?: --[a-z-]+(?:[ =][^\s`-][^\s`]*)?)*|[^\s`]|`)+/g,
  ) ?? [];

/** A sentence that ends in a command with flags. */
const endOfCommand = /((?:quilt-install|aws)(?: \S*[^\s,;:])*? --[a-z-]+(?:[ =]\S*[^\s.)])?)\.$/;

const isCommand = (text: string): boolean =>
  /^(quilt-install|aws) [^.]*\S/.test(text) && !/[.;:,] /.test(text);

/**
 * Breaks at spaces. A word wider than the line is left whole, because terminals break it themselves and
 * a link or a command that is copied must come out in one piece.
 */
export function wrap(text: string, width: number): readonly string[] {
  if (isCommand(text)) return [text];
  const lines: string[] = [];
  let line = '';
  // The full stop behind a command would be copied with it, and be part of its last value.
  for (const word of wordsOf(text.replace(endOfCommand, '$1'))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || columnsOf(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Wrapped lines, each set in by `indent` columns, the first one by `first`. */
export const indented = (text: string, width: number, indent: number, first = indent): readonly string[] =>
  wrap(text, Math.max(10, width - indent)).map((line, at) => ' '.repeat(at === 0 ? first : indent) + line);

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - columnsOf(text)));

/** Cut to a number of columns; for the live block, where no line may be longer than the screen. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (columnsOf(text) <= width) return text;
  const room = width - columnsOf(ellipsis);
  if (room <= 0) return ellipsis.slice(0, Math.max(0, width));
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const columns = columnsOf(segment);
    if (used + columns > room) break;
    kept += segment;
    used += columns;
  }
  return kept.trimEnd() + ellipsis;
}
