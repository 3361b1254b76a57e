import type { CheckEvent, DnsEvent, Event } from '../core/events.ts';
import { isFine } from './quiet.ts';
import { clean, cleanDocument } from './text/clean.ts';
import { leavingCodes } from './errors.ts';
import type { LinePrinter, StreamName } from './line-printer.ts';
import type { Style } from './text/style.ts';
import { checkLines, checkSummary } from './views/check.ts';
import { dnsStatusLines, recordTable } from './views/dns.ts';
import { documentText } from './views/document.ts';
import * as view from './views/lines.ts';
import { planLines } from './views/plan.ts';
import { settledLines } from './views/settled.ts';

/** Results belong on stdout whatever the command (a person pipes them away), the rest where it says. */
const always: ReadonlySet<Event['type']> = new Set(['dns', 'status', 'policy', 'answers', 'text']);

/** They print nothing here, or set themselves apart. */
const silent: ReadonlySet<Event['type']> = new Set(['busy', 'stack', 'heartbeat', 'result', 'next']);

/** A person who left a question knows it; the result says what became of the run. */
const saidByResult: ReadonlySet<string> = new Set(Object.values(leavingCodes));

/** Everything that is said once, in order; the progress of an operation is drawn by the readers themselves. */
export class EventPrinter {
  readonly #printer: LinePrinter;
  readonly #stdoutTypes: ReadonlySet<Event['type']>;
  /** Only results, the plan, and what is not fine. */
  readonly #quiet: boolean;
  #checks: CheckEvent[] = [];
  #category: string | undefined;
  #block: string | undefined;
  #url: string | undefined;
  #outputs: string | undefined;
  #records: string | undefined;
  #dns: string | undefined;
  #parameters = false;

  constructor(printer: LinePrinter, stdoutTypes: ReadonlySet<Event['type']>, quiet = false) {
    this.#printer = printer;
    this.#stdoutTypes = stdoutTypes;
    this.#quiet = quiet;
  }

  print(event: Event): void {
    if (event.type === 'check' && event.unneeded === true) return;
    if (this.#quiet && isFine(event)) return;
    if (event.type === 'error' && saidByResult.has(event.code)) return;
    // Told between the lines of anything else, on stderr: what is printed on stdout stays as it is without it.
    if (event.type === 'call') return this.#printer.print('stderr', (style) => view.callLines(event, style));
    // Neither begins nor ends anything: checks may come while one lasts.
    if (event.type === 'busy' && event.brief === true) return;
    if (event.type !== 'check') this.#finishChecks();
    this.#begin(event.type);
    if (event.type === 'parameter') this.#headParameters();
    switch (event.type) {
      case 'check':
        return this.#check(event);
      case 'dns':
        return this.#dnsRecords(event);
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
        this.#printLines(event, (style) => settledLines(event, style));
        return this.#printOutputs(event.outputs);
      case 'next':
        this.#printUrl(event.url);
        return this.#printLines(event, (style) => apart(view.nextLines(event, style)));
      case 'result':
        this.#printLines(event, () => apart(view.resultLines(event)));
        this.#printOutputs(event.outputs);
        return this.#printUrl(event.url);
      case 'stack':
      case 'heartbeat':
      case 'busy':
        return;
      default:
        return this.#printLines(event, (style) => oneEvent(event, style));
    }
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

  #check(check: CheckEvent): void {
    if (check.category !== this.#category) {
      const first = this.#category === undefined;
      this.#printLines(check, ({ paint }) => [...(first ? [] : ['']), `  ${paint.bold(check.category)}`]);
    }
    this.#category = check.category;
    this.#checks.push(check);
    this.#printLines(check, (style) => checkLines(check, style));
  }

  #finishChecks(): void {
    const checks = this.#checks;
    if (checks.length === 0) return;
    this.#checks = [];
    this.#category = undefined;
    // It would count the checks that are not fine only.
    if (this.#quiet) return;
    this.#printer.print(this.#to('check'), (style) => ['', ...checkSummary(checks, style)]);
  }

  // Planned, applied and verified speak of the same records: the table is printed once.
  #dnsRecords(event: DnsEvent): void {
    const shown = JSON.stringify([event.state, event.missing, event.message, event.records]);
    if (shown === this.#dns) return;
    this.#dns = shown;
    if (!this.#quiet || !inPlace(event))
      this.#printer.print('stderr', (style) => dnsStatusLines(event, style));
    const records = JSON.stringify(event.records);
    if (records === this.#records || event.records.length === 0) return;
    this.#records = records;
    this.#printer.print('stdout', (style) => this.#piped(recordTable(event.records, style)));
  }

  #printOutputs(outputs: Readonly<Record<string, string>> | undefined): void {
    if (outputs === undefined || Object.keys(outputs).length === 0) return;
    const text = JSON.stringify(outputs);
    if (text === this.#outputs) return;
    this.#outputs = text;
    this.#printer.print('stdout', () => apart(view.outputLines(outputs)));
  }

  /** In a file of its own, a result stands apart from the one before it. */
  #piped(lines: readonly string[]): readonly string[] {
    return this.#printer.sameScreen ? lines : apart(lines);
  }

  #printUrl(url: string | undefined): void {
    if (url === undefined || url === this.#url) return;
    this.#url = url;
    const there = this.#printer.sameScreen ? '' : `  ${clean(url)}`;
    if (!this.#quiet) this.#printer.print('stderr', ({ paint }) => ['', `  ${paint.bold('Open')}${there}`]);
    this.#printer.print('stdout', ({ paint }) => this.#piped([paint.cyan(clean(url))]));
    this.#block = 'url';
  }
}

/** A message with it may be the undo. */
const inPlace = ({ state, message }: DnsEvent): boolean =>
  state === 'verified' || (state === 'applied' && message === undefined);

const apart = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);

type Single = Extract<Event, { type: 'header' | 'parameter' | 'plan' | 'note' | 'error' | 'status' }>;

const oneEvent = (event: Single, style: Style): readonly string[] => {
  switch (event.type) {
    case 'header':
      return view.headerLines(event, style);
    case 'parameter':
      return view.parameterLines(event, style);
    case 'plan':
      return planLines(event, style);
    case 'note':
      return view.noteLines(event, style);
    case 'error':
      return view.errorLines(event, style);
    case 'status':
      return view.statusLines(event, style);
  }
};
