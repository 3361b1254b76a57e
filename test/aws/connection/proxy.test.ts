import { connect as connectTcp, type createServer as createTcp, type AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { awsCodes } from '../../../src/core/errors.ts';
import { plainGet } from '../../../src/aws/templates/https-get.ts';
import { makeAws, realClock } from '../../../src/aws/index.ts';
import { proxyFor } from '../../../src/aws/connection/proxy.ts';
import { tlsIdentity } from '../tls-identity.ts';
import { caught, json, keys, portsOn, serve } from '../wire.ts';

const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];
beforeEach(() => {
  for (const name of variables.flatMap((each) => [each, each.toUpperCase()])) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const listening = async (server: ReturnType<typeof createTcp>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

/** A proxy that takes every tunnel to one port, or refuses it. */
const proxy = async (target: number | 'refuse') => {
  const tunnels: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    socket.on('error', () => undefined);
    if (target === 'refuse') return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connectTcp(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    return undefined;
  });
  onTestFinished(() => server.closeAllConnections());
  return { url: `http://127.0.0.1:${await listening(server)}`, tunnels };
};

const aws = () =>
  makeAws({
    region: 'eu-west-1',
    env: { AWS_MAX_ATTEMPTS: '1' },
    clock: realClock(),
    signal: new AbortController().signal,
    endpoint: { url: 'http://cloudtrail.example.test', credentials: keys },
  });

describe('behind a proxy', () => {
  it('calls to AWS and the plain fetch go through its tunnel', async () => {
    const service = await serve(({ method }) =>
      method === 'GET' ? { body: 'template' } : json({ trailList: [{ Name: 'one' }] }),
    );
    const { url, tunnels } = await proxy(Number(new URL(service.url).port));
    vi.stubEnv('HTTP_PROXY', url);
    expect((await aws().facts.trails())[0]?.name).toBe('one');
    const fetched = await plainGet(new URL('http://bucket.example.test/key'), 100, realClock());
    expect(Buffer.from(fetched.body).toString()).toBe('template');
    expect(tunnels).toEqual(['cloudtrail.example.test:80', 'bucket.example.test:80']);
  });

  it('that refuses the tunnel, AWS is unreachable', async () => {
    const { url, tunnels } = await proxy('refuse');
    vi.stubEnv('HTTPS_PROXY', url);
    const ports = makeAws({
      region: 'eu-west-1',
      env: { AWS_MAX_ATTEMPTS: '1' },
      clock: realClock(),
      signal: new AbortController().signal,
      endpoint: { url: 'https://cloudtrail.example.test', credentials: keys },
    });
    expect((await caught(ports.facts.trails())).code).toBe(awsCodes.unreachable);
    expect(tunnels).toEqual(['cloudtrail.example.test:443']);
  });

  it('that opens TLS with a certificate of its own, the way to trust it is named', async () => {
    const middleman = createHttps(tlsIdentity, (_request, response) => response.end());
    const { url } = await proxy(await listening(middleman));
    vi.stubEnv('HTTPS_PROXY', url);
    const ports = makeAws({
      region: 'eu-west-1',
      env: { AWS_MAX_ATTEMPTS: '1' },
      clock: realClock(),
      signal: new AbortController().signal,
      endpoint: { url: 'https://quilt.example.test', credentials: keys },
    });
    const error = await caught(ports.facts.trails());
    expect(error).toMatchObject({ code: awsCodes.unreachable });
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('loopback is reached directly, also where NO_PROXY does not name it', async () => {
    const { url, tunnels } = await proxy('refuse');
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) vi.stubEnv(name, url);
    const service = await serve(() => json({ trailList: [] }));
    expect(await portsOn(service.url).facts.trails()).toEqual([]);
    expect(tunnels).toEqual([]);
  });
});

describe('which proxy', () => {
  it.each([
    ['https://sts.us-east-1.amazonaws.com', '', 'http://p:1'],
    ['https://sts.us-east-1.amazonaws.com', '.amazonaws.com', undefined],
    ['https://sts.us-east-1.amazonaws.com', 'example.com', 'http://p:1'],
    ['https://sts.us-east-1.amazonaws.com', '*', undefined],
    ['https://localhost:4566', '', undefined],
    ['https://127.0.0.1:4566', '', undefined],
    ['https://[::1]:4566', '', undefined],
  ])('%s with NO_PROXY=%s: %s', (url, none, expected) => {
    vi.stubEnv('HTTPS_PROXY', 'http://p:1');
    vi.stubEnv('NO_PROXY', none);
    expect(proxyFor(new URL(url))).toBe(expected);
  });
});
