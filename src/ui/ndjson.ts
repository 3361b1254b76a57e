import type { Clock } from '../core/clock.ts';
import type { DnsRecord } from '../core/dns.ts';
import type { EventFields } from '../core/event-line.ts';
import type { Event } from '../core/events.ts';
import type { Output } from '../core/output.ts';
import type { Reader } from './reader.ts';
import { Sink } from './sink.ts';
import { clean } from './text/clean.ts';

type LineRecord = Extract<EventFields, { readonly type: 'dns' }>['records'][number];

const recordFields = ({ name, type, ...rest }: DnsRecord): LineRecord => ({
  name,
  recordType: type,
  ...rest,
});

/** The contract's fields of an event; undefined for what is said to people only. */
const fieldsOf = (event: Event): EventFields | undefined => {
  switch (event.type) {
    case 'header':
    case 'busy':
    case 'next':
    case 'trace':
    case 'page':
      return undefined;
    case 'text':
      return { type: 'text', text: event.text };
    case 'dns':
      return { ...event, records: event.records.map(recordFields) };
    default:
      return event;
  }
};

// JSON leaves these as they are, and a terminal that shows the line, or a CI log that is read for commands, would obey.
const unsafe =
  /[\u007F-\u009F]|\p{Cf}|[\u034F\u115F\u1160\u17B4\u17B5\u2028\u2029\u3164\uFFA0\u180B-\u180D\uFE00-\uFE0F]|#(?=#(?:vso)?\[)/giu;
/** Unit by unit: beyond the first 65,536 characters JSON knows pairs only. */
const escaped = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** One event as one line, without the newline. */
export function ndjsonLine(event: Event, now: number): string | undefined {
  const fields = fieldsOf(event);
  if (fields === undefined) return undefined;
  const { type, ...rest } = fields;
  const line = { schema: 1, at: new Date(now).toISOString(), type, ...rest };
  return JSON.stringify(line).replace(unsafe, escaped);
}

/** Machines read this: stdout only, every line whole; what `--verbose` adds is for people, on stderr. */
export function makeNdjson(
  { stdout, stderr }: Readonly<Record<'stdout' | 'stderr', Output>>,
  clock: Pick<Clock, 'now'>,
): Reader {
  const sink = new Sink(stdout);
  const trace = new Sink(stderr);
  return {
    read(event) {
      if (event.type === 'trace') return trace.write(`${clean(event.message)}\n`);
      const line = ndjsonLine(event, clock.now());
      if (line !== undefined) sink.write(`${line}\n`);
    },
    close() {},
    pause() {},
    resume() {},
  };
}
