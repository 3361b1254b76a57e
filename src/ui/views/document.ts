import type { TextEvent } from '../../core/events.ts';
import { cleanDocument } from '../text/clean.ts';
import { spelled, type Style } from '../text/style.ts';

/** A page with its headings set off, where there is colour; a document for programs exactly as it is. */
export function documentText({ text, heads }: TextEvent, style: Style): string {
  const safe = cleanDocument(text);
  if (heads === undefined) return safe;
  const isHead = new Set(heads);
  return safe
    .split('\n')
    .map((line, at) => (isHead.has(at) ? style.paint.bold(spelled(line, style)) : spelled(line, style)))
    .join('\n');
}
