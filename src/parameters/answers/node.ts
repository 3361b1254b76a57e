import { isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { InstallError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import { shortText } from '../../core/text.ts';
import { answersInvalid } from '../errors.ts';

const asWritten = 'Correct that line; an example is shown by `quilt-install help parameters`.';
const nulls = ['', '~', 'null', 'Null', 'NULL'];

/**
 * The file's nodes with their lines. Scalars stay as they are written, so that `account: 012345678901`
 * and `Cutoff: 0777` mean the text that stands there; faults gather, so that all are told at once.
 */
export class AnswersText {
  readonly faults: InstallError[] = [];
  /** What the file holds at its outermost: keys and values, or a list; undefined where it holds nothing to read. */
  readonly root: YAMLMap | YAMLSeq | undefined;
  readonly #lines = new LineCounter();
  readonly #path: string;

  constructor(path: string, text: string) {
    this.#path = path;
    const document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: this.#lines,
      prettyErrors: false,
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error !== undefined) this.#faultAt(error.pos[0], shortText(error.message, 200));
    if (isMap(document.contents) || isSeq(document.contents)) this.root = document.contents;
    else if (error === undefined && !this.empty(document.contents))
      this.#faultAt(0, 'this is not an answers file: it holds no keys');
  }

  fault(node: unknown, fault: string, hint?: string): void {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    this.#faultAt(range?.[0], fault, hint);
  }

  #faultAt(offset: number | undefined, fault: string, hint = asWritten): void {
    const line = offset === undefined ? undefined : Math.max(1, this.#lines.linePos(offset).line);
    this.faults.push(answersInvalid(this.#path, line, fault, hint));
  }

  /** A key without a value, or null, is a key not given. */
  empty(node: unknown): boolean {
    if (node === null || node === undefined) return true;
    return isScalar(node) && node.type === Scalar.PLAIN && nulls.includes(String(node.value ?? ''));
  }

  text(node: unknown, name: string): string | undefined {
    if (this.empty(node)) return undefined;
    if (isScalar(node)) return String(node.value);
    this.fault(node, `"${name}" must be one text`);
    return undefined;
  }

  list(node: unknown, name: string): readonly string[] {
    if (this.empty(node)) return [];
    if (isSeq(node)) return node.items.flatMap((item) => this.text(item, name) ?? []);
    this.fault(node, `"${name}" must be a list`);
    return [];
  }

  /** @param known refuses other keys, offering the nearest; undefined takes any. */
  entries(node: unknown, name: string, known?: readonly string[]): readonly (readonly [string, unknown])[] {
    if (this.empty(node)) return [];
    if (!isMap(node)) {
      this.fault(node, `"${name}" must hold keys and values`);
      return [];
    }
    return node.items.flatMap((pair) => {
      const key = this.text(pair.key, name) ?? '';
      if (known === undefined || known.includes(key)) return [[key, pair.value] as const];
      const near = nearest(key, known);
      const hint = near === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean ${near}?`;
      this.fault(pair.key, `"${shortText(key)}" is not a key of ${name}`, hint);
      return [];
    });
  }
}
