/** Control characters (C0, C1, DEL), bidirectional overrides and line separators: they can repaint a terminal. */

const control =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text from AWS, a template or DNS made fit to be shown: tabs and newlines stay, everything else that steers a terminal goes. */
export const stripControl = (text: string): string => text.replace(control, '').replace(lone, '\ufffd');

/** One short line of untrusted text, for the middle of a sentence. */
export const shortText = (text: string, limit = 80): string => {
  const line = stripControl(text).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
};
