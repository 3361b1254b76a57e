import { Transform, type Readable } from 'node:stream';

/** Far beyond what any call made here is answered with; an object read from S3 has a limit of its own. */
const megabytes = 64;

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

const foreign = (message: string): Error => Object.assign(new Error(message), { name: 'ForeignAnswerError' });

/**
 * A captive network answers every address with its sign-in page and HTTP 200. Read as XML that is a well-formed answer
 * without anything in it: an empty account. AWS sends no HTML with a 200, and an HTML object in S3 comes with a request id.
 * @throws Error `ForeignAnswerError`
 */
export function refuseWebPage({ statusCode, headers }: Answer): void {
  if (
    statusCode < 300 &&
    /^\s*text\/html\b/i.test(headers['content-type'] ?? '') &&
    !headers['x-amz-request-id']
  )
    throw foreign('a web page');
}

/** The body, broken off with a `ForeignAnswerError` where it has no end: the SDK would keep all of it in memory. */
export function boundedBody(body: Readable): Readable {
  let size = 0;
  const bounded = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      if (size > megabytes * 2 ** 20) done(foreign(`an answer of more than ${megabytes} MB`));
      else done(null, chunk);
    },
  });
  body.once('error', (error) => bounded.destroy(error));
  // Whoever stops reading (an object beyond its limit) ends the transfer too.
  bounded.once('close', () => body.destroy());
  return body.pipe(bounded);
}
