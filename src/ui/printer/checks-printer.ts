import type { CheckEvent } from '../../core/events.ts';
import type { Style } from '../text/style.ts';
import { briefSummary, categoryLines, fineLines, allPass } from '../views/check-brief.ts';
import { checkLines, checkSummary } from '../views/check.ts';

type StyledLines = (style: Style) => readonly string[];

const said = ({ status, message }: CheckEvent): string => JSON.stringify([status, message]);

/** The checks of a run as they become known: each in full, or a line per category and in full what is no pass. */
export class ChecksPrinter {
  readonly #print: (lines: StyledLines) => void;
  readonly #inFull: boolean;
  readonly #counted: boolean;
  /** What was told of each check so far: looking again tells only what changed. */
  readonly #shown = new Map<string, string>();
  #round: CheckEvent[] = [];
  #category: CheckEvent[] = [];
  /** Categories whose counts are still to be told, side by side. */
  #fine: (readonly CheckEvent[])[] = [];
  #changed = 0;

  /** @param quiet no check that is fine comes here: those that do are told in full, and not counted */
  constructor(
    print: (lines: StyledLines) => void,
    { inFull, quiet }: { readonly inFull: boolean; readonly quiet: boolean },
  ) {
    this.#print = print;
    this.#inFull = inFull || quiet;
    this.#counted = !quiet;
  }

  check(check: CheckEvent): void {
    const before = this.#shown.get(check.id);
    this.#shown.set(check.id, said(check));
    if (this.#category[0]?.category !== check.category) this.#endCategory();
    this.#round.push(check);
    if (before === said(check)) return;
    this.#changed += 1;
    if (before !== undefined) return this.#print((style) => checkLines(check, style));
    if (this.#inFull && this.#category.length === 0) this.#headCategory(check);
    const shown = this.#isFlagNamed(check) ? { ...check, fix: undefined } : check;
    this.#category.push(check);
    if (this.#inFull) this.#print((style) => checkLines(shown, style));
  }

  /** Something else is told next, or asked. */
  finish(): void {
    this.#endCategory();
    this.#tellFine();
    const [round, changed] = [this.#round, this.#changed];
    this.#round = [];
    this.#changed = 0;
    if (round.length === 0 || !this.#counted) return;
    this.#print((style) =>
      this.#inFull ? ['', ...checkSummary(round, style)] : briefSummary(round, changed, style),
    );
  }

  /** Skipped for want of the same flag: said once. */
  #isFlagNamed({ status, fix }: CheckEvent): boolean {
    return status === 'skipped' && this.#category.some((one) => one.status === 'skipped' && one.fix === fix);
  }

  #headCategory({ category }: CheckEvent): void {
    const first = this.#changed === 1;
    this.#print(({ paint }) => [...(first ? [] : ['']), `  ${paint.bold(category)}`]);
  }

  #endCategory(): void {
    const checks = this.#category;
    this.#category = [];
    if (checks.length === 0 || this.#inFull) return;
    if (allPass(checks)) return void this.#fine.push(checks);
    this.#tellFine();
    this.#print((style) => categoryLines(checks, style));
  }

  #tellFine(): void {
    const categories = this.#fine;
    this.#fine = [];
    if (categories.length > 0) this.#print((style) => fineLines(categories, style));
  }
}
