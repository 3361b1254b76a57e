/**
 * Control characters (C0, C1, DEL), line separators, and characters that show nothing (zero-width, soft hyphen, fillers,
 * bidirectional controls, tags): they repaint a terminal, or make two names look like one.
 */
const control =
  /(?![\t\n])\p{Cc}|\p{Cf}|[\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0]|[\u180b-\u180d\ufe00-\ufe0f]/gu;
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text from AWS, a template or DNS made fit to be shown: tabs and newlines stay, everything else that steers a terminal goes. */
export const stripControl = (text: string): string => text.replace(control, '').replace(lone, '\ufffd');

/** One short line of untrusted text, for the middle of a sentence. */
export function shortText(text: string, limit = 80): string {
  const line = stripControl(text).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Folds at blanks into lines of so many characters; a word that is longer keeps its line whole. */
export function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    if (line !== undefined && line.length + 1 + word.length > width) {
      lines.push(line);
      line = undefined;
    }
    line = line === undefined ? word : `${line} ${word}`;
  }
  return [...lines, line ?? ''];
}

/** Folded behind `first` into lines of so many characters; those that follow it are set in by `indent`. */
export const foldedBehind = (
  first: string,
  text: string,
  width: number,
  indent = first.length,
): readonly string[] =>
  folded(text, width - indent).map((line, at) => (at === 0 ? first : ' '.repeat(indent)) + line);
