import * as http from 'node:http';
import * as https from 'node:https';
import type { Clock } from '../../core/clock.ts';
import { agentFor } from '../connection/proxy.ts';
import { answeredInTime, readInTime } from '../connection/limits.ts';

export interface Fetched {
  readonly status: number;
  readonly body: Uint8Array;
  /** True when the body was longer than the limit; reading then stopped. */
  readonly tooLarge: boolean;
  readonly location?: string;
}

const begin = (url: URL, signal: AbortSignal): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { get } = url.protocol === 'http:' ? http : https;
    const headers = { 'user-agent': 'quilt-install' };
    get(url, { headers, agent: agentFor(url), signal }, resolve).once('error', reject);
  });

/** Only a body to be used is read: a refusal's, or a redirect's, is not looked at and may be endless. */
const collect = async (
  answer: http.IncomingMessage,
  limit: number,
): Promise<Pick<Fetched, 'body' | 'tooLarge'>> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return { body: new Uint8Array(), tooLarge: true };
    chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks), tooLarge: false };
};

const read = async (answer: http.IncomingMessage, limit: number): Promise<Fetched> => {
  const status = answer.statusCode ?? 0;
  const { location } = answer.headers;
  if (status === 200) return { status, location, ...(await collect(answer, limit)) };
  answer.destroy();
  return { status, location, body: new Uint8Array(), tooLarge: false };
};

/**
 * One plain GET, by proxy where one is set, without credentials and without following redirects.
 * Rejects with Node's own network error, or with one named `TimeoutError` where no answer began or none came to its end.
 * @param limit bytes of body; a longer one is not read to its end.
 */
export async function plainGet(
  url: URL,
  limit: number,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Fetched> {
  const asked = { headers: {} };
  // What is read after Ctrl-C is for the cleaning up, and runs as before it.
  const stops = signal === undefined || signal.aborted ? [] : [signal];
  const answer = await answeredInTime(clock, asked, (stop) => begin(url, AbortSignal.any([stop, ...stops])));
  readInTime(clock, asked, answer);
  return read(answer, limit);
}
