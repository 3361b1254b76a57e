import { readClass } from './pattern-class.ts';
import { literal, readEscape } from './pattern-escape.ts';
import { NotEqual, Scanner } from './pattern-scanner.ts';

const lineEnd = '(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u{85}\\u{2028}\\u{2029}])?$)';

/** Nothing captures: back-references are never judged, so a named group is a plain one. */
const openGroup = (scanner: Scanner): string => {
  if (!scanner.take('?')) return '(?:';
  for (const kind of [':', '=', '!', '<=', '<!']) if (scanner.take(kind)) return `(?${kind}`;
  if (scanner.take('<') && scanner.takeWhile(/^[0-9A-Za-z]$/) !== '' && scanner.take('>')) return '(?:';
  throw new NotEqual();
};

const count = (scanner: Scanner): string => {
  const least = scanner.takeWhile(/^\d$/, 9);
  const comma = scanner.take(',') ? ',' : '';
  const most = comma === '' ? '' : scanner.takeWhile(/^\d$/, 9);
  if (least === '' || !scanner.take('}')) throw new NotEqual();
  return `{${least}${comma}${most}}`;
};

/** A lazy quantifier accepts the same whole values; a possessive one does not, and JavaScript has none. */
const closeQuantifier = (scanner: Scanner, quantifier: string): string => {
  if (['+', '*', '{'].includes(scanner.peek())) throw new NotEqual();
  return scanner.take('?') ? `${quantifier}?` : quantifier;
};

const quoted = (scanner: Scanner): string => {
  let text = '';
  while (!scanner.done && !scanner.take('\\E')) text += literal(scanner.next().codePointAt(0) ?? 0);
  // A quantifier after the quotation binds its last character in both, because each is written singly.
  return text;
};

const escape = (scanner: Scanner): string => {
  if (scanner.take('A')) return '^';
  if (scanner.take('z')) return '$';
  if (scanner.take('Z')) return lineEnd;
  if (scanner.take('Q')) return quoted(scanner);
  const escaped = readEscape(scanner);
  return 'set' in escaped ? `[${escaped.set}]` : literal(escaped.point);
};

const piece = (scanner: Scanner): string => {
  const point = scanner.next();
  switch (point) {
    case '\\':
      return escape(scanner);
    case '[':
      return readClass(scanner);
    case '(':
      return openGroup(scanner);
    case '{':
      return closeQuantifier(scanner, count(scanner));
    case '*':
    case '+':
    case '?':
      return closeQuantifier(scanner, point);
    case '.':
      // Java's dot stops at U+0085 too.
      return '[^\\n\\r\\u{85}\\u{2028}\\u{2029}]';
    case '$':
      // Java's also stands before one final line end.
      return lineEnd;
    case '^':
    case '|':
    case ')':
      return point;
    default:
      return literal(point.codePointAt(0) ?? 0);
  }
};

/**
 * A `java.util.regex` pattern as JavaScript source (flag `u`) that accepts exactly the same whole values,
 * or undefined where it holds a construct that the two read differently. Many Java patterns compile in
 * JavaScript and silently mean something else (`[a-z&&[^b]]`, `\p{Alpha}`, `\A`), so each construct is
 * translated or refused; none is passed through.
 */
export const toJavaScript = (pattern: string): string | undefined => {
  const scanner = new Scanner(pattern);
  let source = '';
  try {
    while (!scanner.done) source += piece(scanner);
  } catch (error) {
    if (error instanceof NotEqual) return undefined;
    throw error;
  }
  return `^(?:${source})$`;
};
