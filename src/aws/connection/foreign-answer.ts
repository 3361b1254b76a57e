import { Transform, type Readable } from 'node:stream';

/** Far beyond what any call made here is answered with; an object read from S3 has a limit of its own. */
const megabytes = 64;

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

const foreign = (message: string): Error => Object.assign(new Error(message), { name: 'ForeignAnswerError' });

/**
 * A captive network answers every address with its sign-in page and HTTP 200. Read as XML that is a well-formed answer
 * without anything in it: an empty account. Its type alone does not tell: emulators call JSON `text/html` too, and an
 * object in S3 may be a page, which comes with a request id.
 */
const mayBeWebPage = ({ statusCode, headers }: HttpAnswer): boolean =>
  statusCode < 300 && /^\s*text\/html\b/i.test(headers['content-type'] ?? '') && !headers['x-amz-request-id'];

const page = /^(?:\ufeff|\s)*<(?:!doctype\s+html|html|head|body|script|meta)\b/i;

/**
 * The body of an answer, broken off with a `ForeignAnswerError` where it is a web page, or has no end: the SDK would
 * keep all of it in memory.
 */
export function guardedBody(body: Readable, answer: HttpAnswer): Readable {
  let size = 0;
  let wary = mayBeWebPage(answer);
  const guarded = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      const isPage = wary && page.test(Buffer.from(chunk).toString('utf8', 0, 256));
      wary = false;
      if (isPage) done(foreign('a web page'));
      else if (size > megabytes * 2 ** 20) done(foreign(`an answer of more than ${megabytes} MB`));
      else done(null, chunk);
    },
  });
  body.once('error', (error) => guarded.destroy(error));
  // Whoever stops reading (an object beyond its limit) ends the transfer too.
  guarded.once('close', () => body.destroy());
  return body.pipe(guarded);
}
