import { literal, readEscape } from './pattern-escape.ts';
import { NotEqual, type Scanner } from './pattern-scanner.ts';

type Member = { readonly set: string } | { readonly point: number };

const member = (scanner: Scanner): Member => {
  const point = scanner.next();
  // `[` nests and `&&` intersects in Java; in JavaScript both are characters.
  if (point === '' || point === '[' || (point === '&' && scanner.peek() === '&')) throw new NotEqual();
  return point === '\\' ? readEscape(scanner) : { point: point.codePointAt(0) ?? 0 };
};

const range = (scanner: Scanner, from: number): string => {
  scanner.next();
  const to = member(scanner);
  if (!('point' in to) || to.point < from) throw new NotEqual();
  return `${literal(from)}-${literal(to.point)}`;
};

/** A hyphen makes a range unless the class ends right after it. */
const rangeFollows = (scanner: Scanner): boolean => scanner.peek() === '-' && scanner.peek(1) !== ']';

/** A character class after its `[`, as JavaScript source. */
export const readClass = (scanner: Scanner): string => {
  const negated = scanner.take('^');
  // A bracket here is a member to some Java releases and the end to others.
  if (scanner.peek() === ']') throw new NotEqual();
  let members = '';
  while (!scanner.take(']')) {
    const one = member(scanner);
    if ('set' in one) members += one.set;
    else members += rangeFollows(scanner) ? range(scanner, one.point) : literal(one.point);
  }
  return `[${negated ? '^' : ''}${members}]`;
};
