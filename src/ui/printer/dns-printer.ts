import type { DnsEvent } from '../../core/events.ts';
import type { LinePrinter } from './line-printer.ts';
import { dnsStatusLines, recordTable } from '../views/dns.ts';

/** A message with it may be the undo. */
const inPlace = ({ state, message }: DnsEvent): boolean =>
  state === 'verified' || (state === 'applied' && message === undefined);

/** Zones are no part of what is copied. */
const identity = ({ name, type, ttl, target }: DnsEvent['records'][number]): string =>
  JSON.stringify([name, type, ttl, target]);

/** The records of a run. Planned, applied and verified speak of the same ones, or of some: each is printed once. */
export class DnsPrinter {
  readonly #printer: LinePrinter;
  readonly #quiet: boolean;
  #said: string | undefined;
  readonly #printed = new Set<string>();

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
    const fresh = event.records.filter((record) => !this.#printed.has(identity(record)));
    if (fresh.length === 0) return;
    for (const record of fresh) this.#printed.add(identity(record));
    this.#printer.result((style) => recordTable(fresh, style));
  }
}
