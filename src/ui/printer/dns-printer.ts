import type { DnsEvent } from '../../core/events.ts';
import type { LinePrinter } from './line-printer.ts';
import { dnsStatusLines, recordTable } from '../views/dns.ts';

/** A message with it may be the undo. */
const inPlace = ({ state, message }: DnsEvent): boolean =>
  state === 'verified' || (state === 'applied' && message === undefined);

/** The records of a run. Planned, applied and verified speak of the same ones: the table is printed once. */
export class DnsPrinter {
  readonly #printer: LinePrinter;
  readonly #quiet: boolean;
  #said: string | undefined;
  #records: string | undefined;

  constructor(printer: LinePrinter, quiet: boolean) {
    this.#printer = printer;
    this.#quiet = quiet;
  }

  print(event: DnsEvent): void {
    const said = JSON.stringify([event.state, event.missing, event.message, event.moves, event.records]);
    if (said === this.#said) return;
    this.#said = said;
    if (!this.#quiet || !inPlace(event))
      this.#printer.print('stderr', (style) => dnsStatusLines(event, style));
    // What is in place need not be copied by anybody; a script may still want to know it.
    if (this.#printer.sameScreen && (event.state === 'applied' || event.state === 'verified')) return;
    const records = JSON.stringify(event.records);
    if (records === this.#records || event.records.length === 0) return;
    this.#records = records;
    this.#printer.result((style) => recordTable(event.records, style));
  }
}
