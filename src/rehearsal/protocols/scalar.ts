import { ServiceError } from '../service.ts';
import type { Shape, TimestampFormat } from './schema.ts';

/** Text on the wire ⇄ the value a schema speaks of; shared by every protocol that sends text. */

const malformed = (text: string, kind: string): ServiceError =>
  new ServiceError('MalformedInput', `'${text.slice(0, 40)}' is no ${kind}`);

const readNumber = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw malformed(text, 'number');
  return value;
};

export function readTimestamp(text: string): Date {
  const date = /^-?\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  if (Number.isNaN(date.getTime())) throw malformed(text, 'timestamp');
  return date;
}

/** @param shape a shape that is no list, map or structure. */
export function readScalar(text: string, shape: Shape): unknown {
  switch (shape.kind) {
    case 'number':
      return readNumber(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw malformed(text, 'boolean');
      return text === 'true';
    case 'timestamp':
      return readTimestamp(text);
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

/** Whole seconds lose their `.000`, as AWS writes them with three digits only where there are any. */
const writeTimestamp = (value: unknown, format: TimestampFormat): string => {
  const date = value instanceof Date ? value : new Date(Number(value));
  if (format === 'epoch-seconds') return String(date.getTime() / 1000);
  return format === 'http-date' ? date.toUTCString() : date.toISOString();
};

/** @param fallback what timestamps look like where the schema does not say. */
export function writeScalar(value: unknown, shape: Shape, fallback: TimestampFormat): string {
  if (shape.kind === 'timestamp') return writeTimestamp(value, shape.format ?? fallback);
  if (shape.kind === 'blob')
    return Buffer.from(typeof value === 'string' ? value : (value as Uint8Array)).toString('base64');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
