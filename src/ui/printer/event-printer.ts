import type { Event, NextEvent, ResultEvent, TraceEvent } from '../../core/events.ts';
import { ChecksPrinter } from './checks-printer.ts';
import { DnsPrinter } from './dns-printer.ts';
import { isFine } from '../quiet.ts';
import { clean, cleanDocument } from '../text/clean.ts';
import { leavingCodes } from '../errors.ts';
import type { LinePrinter, StreamName } from './line-printer.ts';
import type { Style } from '../text/style.ts';
import { documentText } from '../views/document.ts';
import { indented } from '../text/wrap.ts';
import * as view from '../views/lines.ts';
import { singleLines } from '../views/single.ts';
import { settledLines } from '../views/settled.ts';

/** Results belong on stdout whatever the command (a person pipes them away), the rest where it says. */
const always: ReadonlySet<Event['type']> = new Set([
  'dns',
  'status',
  'snapshot',
  'policy',
  'answers',
  'text',
]);

/** Whose result the outputs are; after an operation they would bury what is left to do. */
const outputCommands: ReadonlySet<string> = new Set(['outputs', 'status']);

/** They print nothing here, or set themselves apart. */
const silent: ReadonlySet<Event['type']> = new Set(['busy', 'stack', 'heartbeat', 'result', 'next']);

/** A person who left a question knows it; the result says what became of the run. */
const saidByResult: ReadonlySet<string> = new Set(Object.values(leavingCodes));

export interface PrinterOptions {
  /** What goes to stdout beside what always does. */
  readonly stdoutTypes: ReadonlySet<Event['type']>;
  /** Every check and every change, not only what decides. */
  readonly inFull?: boolean;
  /** Only results, the plan, and what is not fine. */
  readonly quiet?: boolean;
}

/** Everything that is said once, in order; the progress of an operation is drawn by the readers themselves. */
export class EventPrinter {
  readonly #printer: LinePrinter;
  readonly #stdoutTypes: ReadonlySet<Event['type']>;
  readonly #quiet: boolean;
  readonly #inFull: boolean;
  readonly #checks: ChecksPrinter;
  readonly #dns: DnsPrinter;
  #block: string | undefined;
  #url: string | undefined;
  #parameters = false;
  #somethingStays = false;
  /** Commands to go on with that stand on the screen already. */
  readonly #led = new Set<string>();

  constructor(printer: LinePrinter, { stdoutTypes, inFull = false, quiet = false }: PrinterOptions) {
    this.#printer = printer;
    this.#stdoutTypes = stdoutTypes;
    this.#inFull = inFull;
    this.#quiet = quiet;
    this.#checks = new ChecksPrinter((lines) => printer.print(this.#to('check'), lines), { inFull, quiet });
    this.#dns = new DnsPrinter(printer, quiet);
  }

  /** Nothing is held back when something is asked, or the run ends. */
  flush(): void {
    this.#checks.finish();
  }

  print(event: Event): void {
    if (event.type === 'trace') return this.#trace(event);
    if (event.type === 'check' && event.unneeded === true) return;
    if (this.#quiet && isFine(event)) return;
    if (event.type === 'error' && saidByResult.has(event.code)) return;
    // A spinner turns while checks are judged; all else comes after them.
    if (event.type !== 'check' && event.type !== 'busy') this.#checks.finish();
    this.#begin(event.type);
    if (event.type === 'parameter') this.#headParameters();
    if (event.type === 'note' && event.stays === true) this.#somethingStays = true;
    switch (event.type) {
      case 'check':
        return this.#checks.check(event);
      case 'dns':
        return this.#dns.print(event);
      case 'policy':
        return this.#printer.raw(
          'stdout',
          () => `${cleanDocument(JSON.stringify(event.document, undefined, 2))}\n`,
        );
      case 'answers':
        return this.#printer.raw('stdout', () => cleanDocument(event.text));
      case 'text':
        return this.#printer.raw(event.to ?? 'stdout', (style) => documentText(event, style));
      case 'settled':
        return this.#printLines(event, (style) => settledLines(event, style));
      case 'next':
        return this.#next(event);
      case 'result':
        this.#printLines(event, () => apart(view.resultLines(this.#unsaid(event), this.#somethingStays)));
        if (outputCommands.has(event.command)) this.#printOutputs(event.outputs);
        return this.#printUrl(event.url);
      case 'stack':
      case 'heartbeat':
      case 'busy':
        return;
      default:
        return this.#printLines(event, (style) => singleLines(event, style, this.#isInFull(event)));
    }
  }

  /** `--verbose` tells more on the screen, and nothing else to who reads stdout. */
  #isInFull({ type }: Event): boolean {
    return this.#inFull && (this.#printer.sameScreen || this.#to(type) === 'stderr');
  }

  /** Beside everything: it parts no block, and ends no round of checks. */
  #trace({ message }: TraceEvent): void {
    this.#printer.print('stderr', ({ paint, width }) =>
      indented(clean(message), width, 4, 2).map((line) => paint.dim(line)),
    );
  }

  #next(event: NextEvent): void {
    this.#printUrl(event.url);
    for (const step of event.steps) this.#led.add(typeof step === 'string' ? step : (step.run ?? ''));
    this.#printLines(event, (style) => apart(view.nextLines(event, style)));
  }

  /** A command stands there once. */
  #unsaid(result: ResultEvent): ResultEvent {
    return this.#led.has(result.resume ?? '') ? { ...result, resume: undefined } : result;
  }

  #printLines(event: Event, lines: (style: Style) => readonly string[]): void {
    this.#printer.print(this.#to(event.type), lines);
  }

  #to(type: Event['type']): StreamName {
    return always.has(type) || this.#stdoutTypes.has(type) ? 'stdout' : 'stderr';
  }

  /** An empty line between blocks of different kinds; errors and notes stand where they arise. */
  #begin(type: Event['type']): void {
    if (!silent.has(type)) this.separate(type, type === 'dns' ? 'stderr' : this.#to(type));
  }

  /** The readers draw progress themselves, and tell where it stands in the order of things. */
  separate(type: Event['type'], to: StreamName = 'stderr'): void {
    const block = type === 'error' || type === 'note' ? 'note' : type;
    if (this.#block !== undefined && this.#block !== block) this.#printer.print(to, () => ['']);
    this.#block = block;
  }

  #headParameters(): void {
    if (this.#parameters) return;
    this.#parameters = true;
    this.#printer.print(this.#to('parameter'), ({ paint }) => [`  ${paint.bold('Parameters')}`]);
  }

  #printOutputs(outputs: Readonly<Record<string, string>> | undefined): void {
    if (outputs === undefined || Object.keys(outputs).length === 0) return;
    this.#printer.print('stdout', (style) => apart(view.outputLines(outputs, style)));
  }

  #printUrl(url: string | undefined): void {
    if (url === undefined || url === this.#url) return;
    this.#url = url;
    const heading = ({ paint }: Style): string => `  ${paint.bold('Open')}  `;
    if (this.#printer.sameScreen)
      this.#printer.print('stdout', (style) => ['', heading(style) + style.paint.cyan(clean(url))]);
    else {
      if (!this.#quiet) this.#printer.print('stderr', (style) => ['', heading(style) + clean(url)]);
      this.#printer.result(() => [clean(url)]);
    }
    this.#block = 'url';
  }
}

const apart = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);
