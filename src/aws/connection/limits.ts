import type { Readable } from 'node:stream';
import type { Clock } from '../../core/clock.ts';

/** Milliseconds until AWS has begun to answer; what is sent may take as long again, at the pace of a slow line. */
const firstByte = 30_000;
/** Milliseconds in which an answer that has begun must have come to its end. */
const wholeBody = 60_000;
/** Bytes a millisecond of a slow uplink. */
const slowLine = 10;

/** Why a limit's sleep ends. Given none, every call would make an exception with a stack for nobody to read. */
const inTime = 'in time';

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const bytesOf = ({ headers, body }: Sent): number => {
  const declared = Number(headers['content-length'] ?? headers['Content-Length'] ?? 0);
  if (declared > 0) return declared;
  return typeof body === 'string' || body instanceof Uint8Array ? body.length : 0;
};

/** The SDK counts its attempts in a header; each waits as long, so that a second silence is the last. */
const attemptOf = ({ headers }: Sent): number =>
  Number(/attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1] ?? 1);

/** Tried once more by the SDK, on a new connection: the old one may be dead. After that it is for the caller to decide. */
const tooLate = (what: string, ms: number, request: Sent): Error =>
  Object.assign(new Error(`${what} in ${Math.round(ms / 1_000)} s`), {
    name: attemptOf(request) === 1 ? 'TimeoutError' : 'NoAnswerError',
  });

/** Waits for `answer`, or ends it with an error once its time is up. */
export async function answeredInTime<T>(
  clock: Clock,
  request: Sent,
  answer: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const ms = firstByte + bytesOf(request) / slowLine;
  const stop = new AbortController();
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(() => {
    if (done.signal.aborted) return new Promise<never>(() => undefined);
    throw tooLate('no answer', ms, request);
  });
  const coming = answer(stop.signal);
  try {
    return await Promise.race([coming, late]);
  } catch (error) {
    // Its own error, of having been stopped, has nobody left to tell.
    coming.catch(() => undefined);
    stop.abort();
    throw error;
  } finally {
    done.abort(inTime);
  }
}

/** Breaks off an answer that stops on its way: what reads it then sees an error instead of waiting for ever. */
export function readInTime(clock: Clock, request: Sent, body: Readable): void {
  const done = new AbortController();
  body.once('close', () => done.abort(inTime));
  void clock.sleep(wholeBody, done.signal).then(() => {
    if (!done.signal.aborted) body.destroy(tooLate('no end of the answer', wholeBody, request));
  });
}
