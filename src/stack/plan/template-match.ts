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
