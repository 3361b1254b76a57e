import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeAws, realClock, type AwsPorts, type AwsSettings } from '../../src/aws/index.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `Action=…` or the X-Amz-Target suffix: what the call is. */
  readonly operation: string;
  /** From the credential scope of the signature. */
  readonly region: string;
}

export interface WireAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  /** The connection is cut instead. */
  readonly cut?: true;
  /** No answer at all. */
  readonly silent?: true;
}

const operationOf = (headers: IncomingHttpHeaders, body: string): string => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  return new URLSearchParams(body).get('Action') ?? '';
};

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A server that answers as the test says and remembers what it was asked. */
export const serve = async (answer: (asked: ReceivedRequest) => WireAnswer | Promise<WireAnswer>) => {
  const asked: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const one: ReceivedRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        host: request.headers.host ?? '',
        headers: request.headers,
        body,
        operation: operationOf(request.headers, body),
        region: /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '',
      };
      asked.push(one);
      void Promise.resolve(answer(one)).then(
        ({ status = 200, headers = {}, body: text = '', cut, silent }) => {
          if (cut) return request.socket.destroy();
          if (silent) return undefined;
          return response.writeHead(status, headers).end(one.method === 'HEAD' ? undefined : text);
        },
      );
    });
  });
  return { url: await listen(server), asked };
};

/** A server that says the same to whoever connects, HTTP or not. @param more what it says from then on, without end; empty: nothing, and it never hangs up */
export const serveRaw = async (text: string, more?: string): Promise<string> => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    if (more === undefined) return socket.end(text);
    socket.write(text);
    const goOn = (error?: Error | null): boolean =>
      more === '' || error || socket.destroyed ? false : socket.write(more, goOn);
    return goOn();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not-a-secret' };

/** Ports on such a server; one attempt per call by default, so that failures come at once. */
export const portsOn = (url: string, settings: Partial<AwsSettings> = {}): AwsPorts =>
  makeAws({
    region: 'us-east-1',
    env: { AWS_MAX_ATTEMPTS: '1' },
    clock: realClock(),
    signal: new AbortController().signal,
    endpoint: { url, credentials: keys },
    ...settings,
  });

/** Error envelopes, one per protocol. */
export const queryError = (code: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
});
export const jsonError = (code: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: code, message }),
});
export const ec2Error = (code: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>`,
});
export const s3Error = (code: string, message: string, status: number): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
export const json = (value: unknown): WireAnswer => ({
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});
export const query = (operation: string, result: string): WireAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${operation}Response>`,
});
export const callerIdentity = (arn = 'arn:aws:iam::123456789012:user/ops'): WireAnswer =>
  query(
    'GetCallerIdentity',
    `<Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${arn.split(':')[4] ?? ''}</Account>`,
  );

/** The error a promise rejects with. */
export const caught = async (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> => {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('nothing was thrown');
};

/** Ports on a rehearsed account, on its clock. */
export const portsOf = (account: RehearsalAccount, settings: Partial<AwsSettings> = {}): AwsPorts =>
  portsOn(account.endpoint, {
    region: account.region,
    clock: account.clock,
    endpoint: { url: account.endpoint, credentials: account.credentials },
    ...settings,
  });
