import type { TemplateValue } from '../../core/template.ts';
import { nestingLimit, tokenLimit } from './limits.ts';
import { rememberLater } from './lines.ts';

/** Characters that stand for themselves in JSON: braces, brackets, comma. */
const marks = new Set('{}[],');
const space = new Set(' \t\r\n');
/** Any other number is more to YAML 1.1 and Java than a JavaScript number keeps: `8.0`, `-0`, twenty digits. */
const wholeNumber = /^(?:0|-?[1-9]\d{0,14})$/;
const numberText = /[-+.\deE]*/y;

/** @returns the index of the quote that ends the string */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
};

const endOfNumber = (text: string, start: number): number => {
  numberText.lastIndex = start;
  return start + (numberText.exec(text)?.[0].length ?? 0);
};

interface Scan {
  /** Keys as they are written; an object keeps only the last of two equal ones. */
  keys: number;
  /** At least as many as the YAML reader counts. */
  tokens: number;
}

/** @param text valid JSON. @returns undefined where it holds a number that is none to `JSON.parse` */
const scanned = (text: string): Scan | undefined => {
  const scan: Scan = { keys: 0, tokens: 0 };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    scan.tokens += space.has(character) && character !== '\n' && text[at - 1] === character ? 0 : 1;
    if (character === '"') at = endOfString(text, at);
    else if (character === ':') scan.keys += 1;
    else if (!marks.has(character) && !space.has(character)) {
      const end = endOfNumber(text, at);
      if (end > at && /[-\d]/.test(character)) {
        if (!wholeNumber.test(text.slice(at, end))) return undefined;
        at = end - 1;
      }
    }
  }
  return scan;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Invalid JSON may be valid YAML; if not, that reader knows the line.
    return undefined;
  }
};

/** A plain copy, mappings without a prototype; undefined where it nests deeper than any real template. */
class Copy {
  keys = 0;
  tooDeep = false;
  readonly made: object[] = [];

  of(value: unknown, depth = 0): TemplateValue {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value !== 'object' || value === null) return null;
    // The YAML reader counts up to two levels for one, and says where it was too many.
    if (depth > nestingLimit / 3) this.tooDeep = true;
    if (this.tooDeep) return null;
    const copy = Array.isArray(value)
      ? value.map((item: unknown) => this.of(item, depth + 1))
      : this.#mapping(value, depth);
    this.made.push(copy);
    return copy;
  }

  #mapping(value: object, depth: number): Record<string, TemplateValue> {
    const copy = Object.create(null) as Record<string, TemplateValue>;
    for (const [key, item] of Object.entries(value)) {
      copy[key] = this.of(item, depth + 1);
      this.keys += 1;
    }
    return copy;
  }
}

/**
 * JSON text as the YAML reader would read it, in a fraction of the time and memory; lines are looked up by that reader
 * once somebody asks for one.
 * @param slow that reader
 * @returns undefined for all that it has to judge: no JSON, equal keys, too deep or too large, unusual numbers
 */
export function readJson(text: string, slow: () => TemplateValue): TemplateValue | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  const value = parsed(text);
  const scan = value === undefined ? undefined : scanned(text);
  if (scan === undefined || scan.tokens > tokenLimit) return undefined;
  const copy = new Copy();
  const root = copy.of(value);
  if (copy.tooDeep || copy.keys !== scan.keys) return undefined;
  rememberLater(root, copy.made, slow);
  return root;
}
