import type { Plain } from './values.ts';

/** A parent hands its child texts: lists joined by commas. */
export const parameterText = (value: Plain): string =>
  Array.isArray(value)
    ? (value as readonly Plain[]).map(String).join(',')
    : value === null
      ? ''
      : String(value);
