import type { TextEvent } from '../../core/events.ts';
import { cleanDocument } from '../text/clean.ts';
import { spelled, type Style } from '../text/style.ts';
import { columnsOf, indented } from '../text/wrap.ts';

/** Set in further it may be YAML that a page shows: code stands as it is. */
const item = /^( {0,2}(?:\d+\.|-) )(.*)$/;

/** An item of a list, broken between words where it is wider than the screen. */
const itemLines = (line: string, { width }: Style): readonly string[] => {
  const [, mark, text] = item.exec(line) ?? [];
  if (mark === undefined || text === undefined || columnsOf(line) <= width) return [line];
  const [first = '', ...more] = indented(text, width, mark.length, 0);
  return [mark + first, ...more];
};

/** A page with its headings set off, where there is colour; a document for programs exactly as it is. */
export function documentText({ text, heads }: TextEvent, style: Style): string {
  const safe = cleanDocument(text);
  if (heads === undefined) return safe;
  const isHead = new Set(heads);
  return safe
    .split('\n')
    .flatMap((line, at) =>
      isHead.has(at)
        ? [style.paint.bold(spelled(line, style))]
        : itemLines(line, style).map((part) => spelled(part, style)),
    )
    .join('\n');
}
