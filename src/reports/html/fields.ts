import { stripControl } from '../../core/text.ts';

/** A line of NDJSON as it was found: whoever wrote the file may have put anything into it. */
export type ReportLine = Readonly<Record<string, unknown>>;

export const isLine = (value: unknown): value is ReportLine =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No text of a report is worth more room. */
const longest = 4_000;

/** Text without control characters; empty for all that is no text. */
export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? stripControl(String(value)).slice(0, longest) : '';

export const lines = (value: unknown): readonly ReportLine[] =>
  Array.isArray(value) ? value.filter((one: unknown) => isLine(one)) : [];

export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

export const line = (value: unknown): ReportLine => (isLine(value) ? value : {});

/** Milliseconds since 1970 of an ISO date; undefined for all that is none. */
export function time(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
