import * as http from 'node:http';
import * as https from 'node:https';
import { agentFor } from '../connection/proxy.ts';

export interface Fetched {
  readonly status: number;
  readonly body: Uint8Array;
  /** True when the body was longer than the limit; reading then stopped. */
  readonly tooLarge: boolean;
  readonly location?: string;
}

const timeoutMs = 30_000;

const collect = (
  answer: http.IncomingMessage,
  limit: number,
): Promise<{ body: Uint8Array; tooLarge: boolean }> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      answer.destroy();
      resolve({ body: new Uint8Array(), tooLarge: true });
    });
    answer.once('end', () => resolve({ body: Buffer.concat(chunks), tooLarge: false }));
    answer.once('error', reject);
  });

/**
 * One plain GET, by proxy where one is set, without credentials and without following redirects.
 * Rejects with Node's own network error.
 * @param limit bytes of body; a longer one is not read to its end.
 */
export const plainGet = (url: URL, limit: number, signal?: AbortSignal): Promise<Fetched> =>
  new Promise((resolve, reject) => {
    const { get } = url.protocol === 'http:' ? http : https;
    const agent = agentFor(url);
    const options = {
      headers: { 'user-agent': 'quilt-install' },
      timeout: timeoutMs,
      agent,
      ...(signal === undefined || signal.aborted ? {} : { signal }),
    };
    const asked = get(url, options, (answer) => {
      collect(answer, limit).then(
        ({ body, tooLarge }) =>
          resolve({
            status: answer.statusCode ?? 0,
            body,
            tooLarge,
            location: answer.headers.location,
          }),
        reject,
      );
    });
    asked.once('timeout', () => asked.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })));
    asked.once('error', reject);
  });
