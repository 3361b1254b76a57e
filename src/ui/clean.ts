/* Characters that move a cursor, colour a screen, or make text read other than it is. */
const escapes =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[\]PX^_][\s\S]*?(?:\u001B\\|\u0007|$)|\u001B[ -/]*[0-~]/g;
// Bidirectional overrides can show a host name or a plan line reversed; joiners and marks in scripts stay.
const unsafe =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** Text from AWS, templates or DNS as one safe line: no control sequences, white space folded. */
export const clean = (text: string): string =>
  text.replace(escapes, '').replace(/\s+/g, ' ').replace(unsafe, '').trim();

/** The same for a document that keeps its lines and indentation. */
export const cleanDocument = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) =>
      line
        .replace(escapes, '')
        .replace(/[\u2028\u2029]/g, ' ')
        .replace(unsafe, ''),
    )
    .join('\n');
