import { tableLines } from './table.ts';
import { hanging, plain, type Here } from './text.ts';

/** A page as it reads in a terminal, and which of its lines (from 0) are headings. */
export interface ManualPage {
  readonly text: string;
  readonly heads: readonly number[];
}

/** How far code is set in, to tell it from text. */
const codeIndent = '  ';
const item = /^(\s*)((?:[-*]|\d+\.) )?(.*)$/;

/** Takes a page line by line: a paragraph may go over several, a table and a fence do. */
class Setter {
  readonly #here: Here;
  readonly #out: string[] = [];
  readonly #heads: number[] = [];
  #table: string[] = [];
  #paragraph: { readonly first: string; text: string } | undefined;
  #fenced = false;

  constructor(here: Here) {
    this.#here = here;
  }

  take(line: string): void {
    if (this.#table.length > 0 && !line.startsWith('|')) this.#endTable();
    if (/^\s*```/.test(line)) {
      this.#endParagraph();
      this.#fenced = !this.#fenced;
    } else if (this.#fenced) this.#out.push(line === '' ? '' : codeIndent + line);
    else if (line.startsWith('|')) {
      this.#endParagraph();
      this.#table.push(line);
    } else if (/^#+ /.test(line)) this.#heading(line.replace(/^#+ /, ''));
    else if (line.trim() === '') {
      this.#endParagraph();
      this.#out.push('');
    } else this.#prose(line);
  }

  page(): ManualPage {
    this.take('');
    return { text: `${this.#out.join('\n').trimEnd()}\n`, heads: this.#heads };
  }

  #heading(text: string): void {
    this.#endParagraph();
    this.#heads.push(this.#out.length);
    this.#out.push(plain(text, this.#here));
  }

  #prose(line: string): void {
    const [, indent = '', bullet, text = ''] = item.exec(line) ?? [];
    if (this.#paragraph !== undefined && bullet === undefined) {
      this.#paragraph.text += ` ${text}`;
      return;
    }
    this.#endParagraph();
    this.#paragraph = { first: indent + (bullet ?? ''), text };
  }

  #endParagraph(): void {
    if (this.#paragraph === undefined) return;
    const { first, text } = this.#paragraph;
    this.#out.push(...hanging(plain(text, this.#here), first));
    this.#paragraph = undefined;
  }

  #endTable(): void {
    this.#heads.push(this.#out.length);
    this.#out.push(...tableLines(this.#table, this.#here));
    this.#table = [];
  }
}

/** Markdown as it reads in a terminal: no marks, text folded at 80 columns, tables in columns, code as it stands. */
export function page(lines: readonly string[], here: Here): ManualPage {
  const setter = new Setter(here);
  for (const line of lines) setter.take(line);
  return setter.page();
}
