import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { WireRequest } from '../protocols/wire.ts';

/** What HTTP adds around a call is taken off here: chunks, compression, escapes, the bucket in the path. */

/** Bytes; a template is at most 1 MB, and nothing here needs more than a few of them. */
export const maxBody = 16 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** Bytes after which nothing more is read at all. */
const patience = 4 * maxBody;

/**
 * What is too much is read on and forgotten: a connection closed with bytes unread is reset, and the answer on it is
 * lost. The connection stays open, as that answer has yet to go out. @throws BodyTooLarge
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > patience) break;
    if (size <= maxBody) parts.push(part);
  }
  if (size > maxBody) throw new BodyTooLarge();
  return Buffer.concat(parts);
}

/** `aws-chunked`: `<hex size>[;signature]\r\n<bytes>\r\n … 0\r\n<trailers>`. */
const unchunk = (body: Buffer): Buffer => {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf('\r\n', at);
    const size = end < 0 ? Number.NaN : parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
};

const plainHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );

const decodeS3Body = (headers: Readonly<Record<string, string>>, body: Buffer): Buffer => {
  const chunked =
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    (headers['content-encoding'] ?? '').includes('aws-chunked');
  return chunked ? unchunk(body) : body;
};

const decodeRpcBody = (headers: Readonly<Record<string, string>>, body: Buffer): Buffer =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body, { maxOutputLength: maxBody }) : body;

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Not resolved against a base: `//` at the start belongs to the path. An absolute target is not for us. */
export const urlOf = ({ url = '/' }: IncomingMessage): URL =>
  new URL(`http://rehearsal${url.startsWith('/') ? url : '/'}`);

/** @param serviceId S3 alone keeps empty segments (they belong to keys) and names its bucket first. */
export function wireRequest(request: IncomingMessage, body: Buffer, serviceId: string): WireRequest {
  const url = urlOf(request);
  const headers = plainHeaders(request);
  const base = { method: request.method ?? 'GET', query: url.searchParams, headers };
  const parts = url.pathname.slice(1).split('/').map(decodePath);
  if (serviceId !== 's3')
    return { ...base, segments: parts.filter((part) => part !== ''), body: decodeRpcBody(headers, body) };
  const [bucket = '', ...rest] = parts;
  const segments = rest.length === 1 && rest[0] === '' ? [] : rest;
  return { ...base, segments, body: decodeS3Body(headers, body), bucket: bucket === '' ? undefined : bucket };
}

/** A page's GET of an image or a form carries no Origin, but browsers say where it comes from. */
const isFromPage = ({ headers }: IncomingMessage): boolean =>
  headers.origin !== undefined || (headers['sec-fetch-site'] ?? 'none') !== 'none';

/**
 * Only what was aimed at this server gets in: a page in a browser that found the port is told by its headers, and
 * a name that was rebound to 127.0.0.1 sends its own Host.
 */
export const isForeign = (request: IncomingMessage, port: number): boolean =>
  isFromPage(request) || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '');
