import { foldedPlain, measure, plain, type Here } from './text.ts';

const gap = 2;
/** The first cell is what is looked up: it keeps its width as long as the text beside it has room. */
const widestHead = 34;
const narrowestText = 30;

const cellsOf = (row: string): readonly string[] =>
  row
    .replace(/^\|\s*|\s*\|$/g, '')
    .split(/\s*(?<!\\)\|\s*/)
    .map((cell) => cell.replaceAll('\\|', '|'));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Columns as wide as their cells where that fits; else the middle ones fold first, and the last takes the rest. */
const widthsOf = (rows: readonly (readonly string[])[]): readonly number[] => {
  const natural = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  const room = measure - gap * (natural.length - 1);
  if (sum(natural) <= room) return natural;
  const [head = 0, ...others] = natural;
  const first = Math.min(head, widestHead);
  const between = others.slice(0, -1);
  const share = Math.floor((room - first - narrowestText) / Math.max(1, between.length));
  const middle = between.map((width) => Math.min(width, share));
  return [first, ...middle, room - first - sum(middle)];
};

const rowLines = (cells: readonly string[], widths: readonly number[]): readonly string[] => {
  const columns = widths.map((width, at) => foldedPlain(cells[at] ?? '', width));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((lines, at) => (lines[row] ?? '').padEnd(widths[at] ?? 0))
      .join(' '.repeat(gap))
      .trimEnd(),
  );
};

/** A table in columns of at most 80; its first line is the head. */
export function tableLines(written: readonly string[], here: Here): readonly string[] {
  const [head = [], , ...body] = written.map((row) => cellsOf(row).map((cell) => plain(cell, here)));
  const widths = widthsOf([head, ...body]);
  return [head, ...body].flatMap((cells) => rowLines(cells, widths));
}
