import { get } from 'node:https';
import type { LookupFunction } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import type { HttpsReply, TlsReply } from '../../core/probe.ts';

const timeoutMs = 8_000;

export interface HttpsTarget {
  readonly host: string;
  readonly port: number;
  /** Trusted beside Node's own, PEM. */
  readonly ca?: string;
  /** How the host becomes an address; the machine's own way where it is not given. */
  readonly lookup?: LookupFunction;
}

/** Codes that tell of the way to the host, not of the host: no route, or a firewall that drops or cuts. */
const unreachableCodes = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ECONNRESET',
  'EACCES',
  'EPERM',
]);

interface Failure {
  readonly problem: string;
  readonly unreachable?: true;
}

/** Several addresses tried in vain come as one error that holds theirs. */
const failureOf = (error: NodeJS.ErrnoException): Failure => {
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  const problem = first?.code ?? error.code ?? error.message;
  return unreachableCodes.has(problem) ? { problem, unreachable: true } : { problem };
};

const silence: Failure = { problem: 'no answer in 8 s', unreachable: true };

const namesOf = (certificate: PeerCertificate | undefined): readonly string[] =>
  (certificate?.subjectaltname ?? '')
    .split(', ')
    .filter((entry) => entry.startsWith('DNS:'))
    .map((entry) => entry.slice('DNS:'.length).toLowerCase());

const expiryOf = (certificate: PeerCertificate | undefined): number | undefined => {
  const at = Date.parse(certificate?.valid_to ?? '');
  return Number.isNaN(at) ? undefined : at;
};

/** The handshake is let through whatever the certificate says, so that a wrong one can be named. */
export const handshake = ({ host, port, ca, lookup }: HttpsTarget): Promise<TlsReply> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, ca, lookup });
    const finish = (shown: TlsReply): void => {
      socket.destroy();
      resolve(shown);
    };
    socket.setTimeout(timeoutMs, () => finish({ ok: false, names: [], ...silence }));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      finish({ ok: false, names: [], ...failureOf(error) }),
    );
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate();
      const shown = { names: namesOf(certificate), expiresAt: expiryOf(certificate) };
      if (socket.authorized) return finish({ ok: true, ...shown });
      finish({ ok: false, ...shown, problem: String(socket.authorizationError) });
    });
  });

/** Status of GET https://host/, the body left unread. */
export const request = ({ host, port, ca, lookup }: HttpsTarget): Promise<HttpsReply> =>
  new Promise((resolve) => {
    const asked = get(
      { host, port, path: '/', servername: host, agent: false, timeout: timeoutMs, ca, lookup },
      (answer) => {
        answer.destroy();
        resolve(answer.statusCode === undefined ? {} : { status: answer.statusCode });
      },
    );
    asked.once('timeout', () => {
      resolve(silence);
      asked.destroy();
    });
    asked.once('error', (error: NodeJS.ErrnoException) => resolve(failureOf(error)));
  });
