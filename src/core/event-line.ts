import type { DnsRecord } from './dns.ts';
import type { CheckEvent, DnsEvent, ErrorEvent, Event } from './events.ts';

/** What is said to people only. */
type PeopleOnly = 'header' | 'busy' | 'next' | 'trace' | 'page';

/** `type` of a line is the event's. */
type RecordFields = Omit<DnsRecord, 'type'> & { readonly recordType: DnsRecord['type'] };
interface DnsFields extends Omit<DnsEvent, 'records'> {
  readonly records: readonly RecordFields[];
}

// Ids and codes come with releases: what was made for an earlier one must not refuse those of the next.
interface CheckFields extends Omit<CheckEvent, 'id'> {
  readonly id: string;
}
interface ErrorFields extends Omit<ErrorEvent, 'code'> {
  readonly code: string;
}

/** A document as it is, such as a help page. */
interface TextFields {
  readonly type: 'text';
  readonly text: string;
}

/** An event as a program reads it. */
export type EventFields =
  | Exclude<Event, { readonly type: PeopleOnly | 'dns' | 'check' | 'error' | 'text' }>
  | CheckFields
  | DnsFields
  | ErrorFields
  | TextFields;

/**
 * A line of `--output json`; `templates/schemas/events.schema.json` is made of this type.
 * @public
 */
export type EventLine = EventFields & {
  readonly schema: 1;
  /** ISO 8601 */
  readonly at: string;
};
