import { createServer as createHttps, type Server } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { realProbe } from '../../../src/aws/probe/probe.ts';
import { tlsIdentity } from '../tls-identity.ts';

const portOf = async (server: Server | ReturnType<typeof createServer>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

it('shows the names of a certificate it does not trust, and why', async () => {
  const probe = realProbe({ httpsPort: await portOf(createHttps(tlsIdentity)) });
  const shown = await probe.tls('localhost');
  expect(shown.ok).toBe(false);
  expect(shown.names).toEqual(['quilt.example.test', '*.data.example.test']);
  expect(shown.problem).toMatch(/SELF_SIGNED|UNABLE|ALTNAME/);
});

it('reports what stands in the way of https', async () => {
  const untrusted = await realProbe({ httpsPort: await portOf(createHttps(tlsIdentity)) }).https('localhost');
  expect(untrusted.status).toBeUndefined();
  expect(untrusted.problem).toMatch(/SELF_SIGNED/);
  const noTls = await realProbe({
    httpsPort: await portOf(createServer((socket) => socket.end('hello\r\n'))),
  }).https('localhost');
  expect(noTls.problem).toBeDefined();
});

it('reports a closed port rather than throw', async () => {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await realProbe({ httpsPort: port }).tls('localhost')).toEqual({
    ok: false,
    names: [],
    problem: 'ECONNREFUSED',
  });
  expect(await realProbe({ httpsPort: port }).https('localhost')).toEqual({ problem: 'ECONNREFUSED' });
});

it('reports that there is no way to a name server rather than throw', async () => {
  // A broadcast address is refused where the connection is made, as every address is where the network is gone.
  const asking = realProbe().ask({ address: '255.255.255.255' }, 'quilt.example.test', 'A');
  await expect(asking).rejects.toMatchObject({ code: 'dns-unanswered' });
});
