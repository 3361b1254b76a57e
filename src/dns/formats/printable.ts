/** Names come from stack outputs: nothing in them may move a cursor or break a row. */
export const printable = (text: string): string => text.replace(/[^\u0021-\u007E\u00A1-\uFFFF]/g, '?');
