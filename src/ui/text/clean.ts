import { stripControl } from '../../core/text.ts';

/* Whole sequences go, so that no `[31m` is left where one was. */
const escapes =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[\]PX^_][\s\S]*?(?:\u001B\\|\u0007|$)|\u001B[ -/]*[0-~]/g;
/** Text from AWS, templates or DNS as one safe line: no control sequences, white space folded. */
export const clean = (text: string): string =>
  stripControl(text.replace(escapes, '').replace(/\s+/g, ' ')).trim();

/** The same for a document that keeps its lines and indentation. */
export const cleanDocument = (text: string): string =>
  stripControl(text.replace(/\r\n?/g, '\n').replace(escapes, ''));
