import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { discovery } from '../../../src/aws/probe/openid-discovery.ts';
import { tlsIdentity } from '../tls-identity.ts';

const discover = discovery({ rejectUnauthorized: false });

const serving = async (answer: RequestListener): Promise<string> => {
  const server = createServer(tlsIdentity, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const saying = (body: unknown): RequestListener => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, answer) => answer.end(text);
};

const leadingTo =
  (location: string): RequestListener =>
  (_request, answer) =>
    answer.writeHead(302, { location }).end();

const refusing: RequestListener = (_request, answer) => answer.writeHead(404).end();

it('reads what a provider calls itself, under its path', async () => {
  const asked: (string | undefined)[] = [];
  const at = await serving((request, answer) => {
    asked.push(request.url);
    saying({ issuer: 'https://id.example.com/a' })(request, answer);
  });
  expect(await discover(`${at}/a/`)).toEqual({ issuer: 'https://id.example.com/a' });
  expect(asked).toEqual(['/a/.well-known/openid-configuration']);
});

it('follows a redirect within the host that was named', async () => {
  const at = await serving((request, answer) =>
    request.url === '/moved'
      ? saying({ issuer: 'moved' })(request, answer)
      : leadingTo('/moved')(request, answer),
  );
  expect(await discover(at)).toEqual({ issuer: 'moved' });
});

it.each([
  ['an address of this machine', 'https://127.0.0.1:1/x', /private network/],
  ['a name of this machine', 'https://localhost:1/x', /private network/],
  ['the metadata service', 'https://169.254.169.254/latest', /private network/],
  ['a private address written as IPv6', 'https://[::ffff:10.0.0.1]/x', /private network/],
  ['a unique local address', 'https://[fd00::1]/x', /private network/],
  ['plain http', 'http://127.0.0.1/x', /without https/],
  ['itself', '/', /on and on/],
])('does not follow a redirect to %s', async (_what, location, problem) =>
  expect(await discover(await serving(leadingTo(location)))).toEqual({
    problem: expect.stringMatching(problem) as string,
  }),
);

it.each([
  ['no JSON', saying('<html>'), /no discovery document/],
  ['a document of something else', saying({ name: 'x' }), /names no issuer/],
  ['an issuer that is no text', saying({ issuer: 7 }), /names no issuer/],
  ['null', saying('null'), /no discovery document/],
  ['an endless document', saying(' '.repeat(300_000)), /too long/],
  ['a refusal', refusing, /answers 404/],
])('tells of %s', async (_what, answer, problem) =>
  expect(await discover(await serving(answer))).toEqual({
    problem: expect.stringMatching(problem) as string,
  }),
);

it.each(['nonsense', 'http://127.0.0.1:1', 'https://127.0.0.1:1'])(
  'of %s tells a problem, and does not throw',
  async (issuer) => expect((await discover(issuer)).problem).toMatch(/./),
);

it('trusts no certificate that nobody vouches for', async () =>
  expect(await discovery()(await serving(saying({ issuer: 'x' })))).toEqual({
    problem: expect.stringMatching(/SELF_SIGNED|UNABLE/) as string,
  }));

it('waits for a limited time', async () => {
  const at = await serving(() => undefined);
  expect(await discovery({ rejectUnauthorized: false, limitMs: 100 })(at)).toEqual({
    problem: 'no answer in 0.1 s',
  });
});
