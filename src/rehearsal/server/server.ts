import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RehearsalClock } from '../clock/rehearsal-clock.ts';
import type { CallFault, CallHook } from '../faults/call-fault.ts';
import { dispatch } from './dispatch.ts';
import { nameOf, refuse } from './not-served.ts';
import type { RunningAccount } from './call.ts';
import { scopeOf } from './gate.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { BodyTooLarge, isForeign, readBody, urlOf, wireRequest } from './transport.ts';

export interface ServerOptions {
  readonly running: RunningAccount;
  readonly clock: RehearsalClock;
  /** Real milliseconds added to every call. */
  readonly latencyMs: number;
  readonly port: number;
  /** `max` with `--serve`: what is under way is complete at the next read. */
  readonly drain: boolean;
  readonly onCall?: CallHook;
}

const plain = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): WireResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
});

/** The rest of the body may still be coming, so that no other call can follow on this connection. */
const tooLarge = plain(413, 'The request body is too large.\n', { connection: 'close' });

const foreign = plain(
  403,
  'The rehearsal account answers only to programs on this machine that were pointed at it.\n',
);

const noCall = { service: '', operation: '' };

const gone = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    if (request.socket.destroyed) resolve();
    else request.socket.once('close', () => resolve());
  });

/** An answer, and how much of it gets through: nothing, or half, with an end after it or without one. */
interface Reply {
  readonly answer: WireResponse;
  readonly lost?: 'hang up' | 'stall' | 'truncate';
}

/** Half an answer, and then its end, or nothing more until the client has had enough: a proxy or a network that gave up on it. */
const sendHalf = async (
  { clock }: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { answer, lost }: Reply,
): Promise<void> => {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': lengthOf(answer) });
  const half = answer.body.slice(0, answer.body.length / 2);
  if (lost === 'truncate') response.write(half, () => request.socket.destroy());
  else {
    response.write(half);
    await clock.waiting(gone(request));
  }
};

const respond = async (
  options: ServerOptions,
  request: IncomingMessage,
  port: number,
): Promise<Reply | 'hang up'> => {
  const { running, clock, latencyMs } = options;
  if (isForeign(request, port)) return { answer: foreign };
  const body = await readBody(request);
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  if (options.drain) await clock.drain();
  if (running.outages.stalled()) return heldBack(options, request);
  if (running.outages.disconnected()) return 'hang up';
  const url = urlOf(request);
  const scope = scopeOf({ authorization: request.headers.authorization ?? '' }, url.searchParams);
  return answerTo(options, request, { scope, wire: wireRequest(request, body, scope?.service ?? 's3') });
};

/** The tool's own limits strike meanwhile; nobody is ever answered. */
const heldBack = async ({ clock }: ServerOptions, request: IncomingMessage): Promise<'hang up'> => {
  await clock.waiting(gone(request));
  return 'hang up';
};

interface Asked {
  readonly scope: ReturnType<typeof scopeOf>;
  readonly wire: WireRequest;
}

const refusals: ReadonlySet<CallFault | undefined> = new Set(['throttle', 'expire', 'fail']);

const answerTo = async (
  options: ServerOptions,
  request: IncomingMessage,
  { scope, wire }: Asked,
): Promise<Reply | 'hang up'> => {
  const { running, onCall } = options;
  const call = onCall === undefined ? noCall : nameOf(running, scope, wire);
  const before = onCall?.('arrived', call);
  if (before === 'hang up') return 'hang up';
  if (before === 'stall') return heldBack(options, request);
  running.outages.tick();
  const requestId = randomUUID();
  const ids = { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId, 'x-amz-id-2': 'rehearsal' };
  const response = refusals.has(before)
    ? refuse(running, scope, wire, requestId, before)
    : await dispatch(running, scope, wire, requestId);
  const answer = { ...response, headers: { ...ids, ...response.headers } };
  const after = onCall?.('done', call);
  if (after === 'hang up' || after === 'stall' || after === 'truncate') return { answer, lost: after };
  return running.outages.cuts() ? { answer, lost: 'stall' } : { answer };
};

/** A HEAD handler says itself how long the object is. */
const lengthOf = ({ headers, body }: WireResponse): string =>
  headers['content-length'] ?? String(Buffer.byteLength(body));

const send = (response: ServerResponse, answer: WireResponse): void => {
  // Made into bytes once, to count and to send.
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': lengthOf({ ...answer, body }) });
  response.end(body);
};

const serve = async (
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
): Promise<void> => {
  options.clock.begin();
  // A client that has gone away is not a fault of the account; unheard, it would end the process.
  response.on('error', () => request.socket.destroy());
  try {
    const reply = await respond(options, request, port);
    if (reply === 'hang up' || reply.lost === 'hang up') request.socket.destroy();
    else if (reply.lost !== undefined && reply.answer.body.length > 1 && request.method !== 'HEAD')
      await sendHalf(options, request, response, reply);
    else send(response, reply.answer);
  } catch (error) {
    // The client may be gone (it was interrupted); then there is nobody to tell.
    if (response.headersSent || response.destroyed) request.socket.destroy();
    else if (error instanceof BodyTooLarge) send(response, tooLarge);
    else send(response, plain(400, 'The request cannot be read.\n'));
  } finally {
    options.clock.end();
  }
};

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const closing = (server: Server) => async (): Promise<void> => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
};

/** Starts on 127.0.0.1. @throws the system's error (EADDRINUSE) when the port is taken */
export async function listen(options: ServerOptions): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 60_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  server.on('request', (request, response) => void serve(options, request, response, port));
  return { port, close: closing(server) };
}
