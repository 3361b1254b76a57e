import { createHash } from 'node:crypto';

/** GetTemplate gives every non-ASCII character back as `?`, how many of them per character is not told. */
const comparable = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    // XML carries a CR LF as LF.
    .replace(/\r\n?/g, '\n')
    .replace(/[?\u0080-\uffff]+/g, '?')
    .trimEnd();

/** True if CloudFormation holds the template that was shown. @param held what GetTemplate answered. */
export const sameTemplate = (shown: string, held: string): boolean => comparable(shown) === comparable(held);

/** SHA-256 of the text's UTF-8 bytes, hexadecimal: what answers files and screens call the template's hash. */
export const templateHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
