import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

/** A port of this machine that is free for UDP and for TCP: a name server answers on both. */
const freePort = async (): Promise<number> => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (free) await new Promise<void>((resolve) => server.close(() => resolve()));
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return free ? port : freePort();
};

const configuration = (folder: string, port: number, zones: Readonly<Record<string, string>>): string => `
options {
  directory "${folder}";
  pid-file none;
  session-keyfile "${folder}/session.key";
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  recursion no;
  dnssec-validation no;
  // An answer longer than this has to be asked for again over TCP.
  max-udp-size 512;
};
controls { };
${Object.keys(zones)
  .map((name) => `zone "${name}" { type primary; file "${folder}/${name}.zone"; };`)
  .join('\n')}
`;

export interface NamedServer {
  readonly port: number;
  close(): Promise<void>;
}

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()));

/** A bind9 of its own that is in charge of these zones. @param zones zone files by zone name */
export async function startNamed(
  folder: string,
  zones: Readonly<Record<string, string>>,
): Promise<NamedServer> {
  const port = await freePort();
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(zones)) await writeFile(path.join(folder, `${name}.zone`), text);
  await writeFile(path.join(folder, 'named.conf'), configuration(folder, port, zones));
  const child = spawn('named', ['-g', '-n', '1', '-c', path.join(folder, 'named.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = exited(child);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('running')) resolve();
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`named has ended:\n${log}`)));
  });
  return {
    port,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
