import { lookup as resolve, type LookupAddress } from 'node:dns';
import { get, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Probe } from '../../core/ports.ts';
import { agentFor } from '../connection/proxy.ts';

const usualLimitMs = 5_000;
const maxRedirects = 3;
const maxBytes = 256 * 1024;

/** Addresses that only this network, or this machine, can reach: a stranger's redirect has no business there. */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

const refused = (host: string): Error => new Error(`it leads on to ${host}, an address of a private network`);

/** Looked at where the connection is made, so that no second answer of DNS can differ from the one that was judged. */
const publicOnly: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error !== null) return done(error, []);
    if (found.some(({ address }) => isInside(address))) return done(refused(host), []);
    const [first] = found;
    if (options.all === true || first === undefined) return done(null, found);
    done(null, first.address, first.family);
  });
};

interface DiscoveryLimits {
  /** Of the whole reading, redirects included. */
  readonly limitMs: number;
  /** For tests, whose servers no authority vouches for. */
  readonly rejectUnauthorized: boolean;
}

interface DiscoveryRequest extends DiscoveryLimits {
  /** The host the user named; whatever leads elsewhere was a stranger's choice. */
  readonly host: string;
  readonly signal: AbortSignal;
}

const request = (url: URL, reading: DiscoveryRequest): Promise<IncomingMessage> =>
  new Promise((answer, reject) => {
    const { signal, rejectUnauthorized } = reading;
    const strange = url.host !== reading.host;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (strange && isIP(host) !== 0 && isInside(host)) return reject(refused(host));
    const agent = agentFor(url);
    const options: RequestOptions = {
      // A proxy resolves the name itself, and has rules of its own.
      lookup: agent === undefined && strange ? publicOnly : undefined,
      agent: agent ?? false,
      headers: { accept: 'application/json', 'user-agent': 'quilt-install' },
      signal,
      rejectUnauthorized,
    };
    get(url, options, answer).once('error', reject);
  });

const read = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error('the answer is too long for a discovery document');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const issuerIn = (text: string): string => {
  const document = parsed(text);
  if (typeof document !== 'object' || document === null)
    throw new Error('the answer is no discovery document');
  const issuer: unknown = 'issuer' in document ? document.issuer : undefined;
  if (typeof issuer !== 'string') throw new Error('the answer names no issuer');
  return issuer;
};

const follow = async (url: URL, hops: number, reading: DiscoveryRequest): Promise<string> => {
  if (url.protocol !== 'https:') throw new Error('it leads on to an address without https');
  const answer = await request(url, reading);
  const { statusCode: status = 0, headers } = answer;
  if (status === 200) return issuerIn(await read(answer));
  answer.destroy();
  if (status < 300 || status > 399 || headers.location === undefined) throw new Error(`it answers ${status}`);
  if (hops === maxRedirects) throw new Error('it leads on and on');
  return follow(new URL(headers.location, url), hops + 1, reading);
};

const problemOf = (error: unknown, limitMs: number): string => {
  if (!(error instanceof Error)) return 'the connection failed';
  if (['AbortError', 'TimeoutError'].includes(error.name)) return `no answer in ${limitMs / 1000} s`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
};

/** What an OpenID provider calls itself, by one plain GET, through a proxy where one is set. Never rejects. */
export const discovery =
  ({ limitMs = usualLimitMs, rejectUnauthorized = true }: Partial<DiscoveryLimits> = {}): Probe['discover'] =>
  async (issuer) => {
    try {
      const url = new URL(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`);
      const signal = AbortSignal.timeout(limitMs);
      return { issuer: await follow(url, 0, { host: url.host, signal, limitMs, rejectUnauthorized }) };
    } catch (error) {
      return { problem: problemOf(error, limitMs) };
    }
  };
