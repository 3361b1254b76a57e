import type { Agent } from 'node:https';
import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { Clock } from '../../core/clock.ts';
import { guardedBody } from './foreign-answer.ts';
import { answeredInTime, readInTime } from './limits.ts';
import { handlerSettings } from './sdk-settings.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/** The proxy for a URL by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`; loopback is never proxied. */
export const proxyFor = (url: URL): string | undefined =>
  loopback.test(url.hostname) ? undefined : getProxyForUrl(url.href) || undefined;

const agents = new Map<string, HttpsProxyAgent<string>>();

/** One agent per proxy, so that its tunnels are reused. */
export function agentFor(url: URL): Agent | undefined {
  const proxy = proxyFor(url);
  if (proxy === undefined) return undefined;
  const agent = agents.get(proxy) ?? new HttpsProxyAgent(proxy, { keepAlive: true });
  agents.set(proxy, agent);
  return agent;
}

type SmithyRequest = Parameters<NodeHttpHandler['handle']>[0];
type SmithyResponse = ReturnType<NodeHttpHandler['handle']>;

const either = (stop: AbortSignal, given: HttpHandlerOptions['abortSignal']): AbortSignal =>
  given instanceof AbortSignal ? AbortSignal.any([stop, given]) : stop;

const urlOf = ({ protocol, hostname, port, path }: SmithyRequest): URL =>
  new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);

/**
 * The SDK ignores proxy settings and waits for ever for the end of an answer; this handler heeds the ones, request
 * by request, and limits the other. Shared by every client.
 */
export class ProxyingHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #clock: Clock;
  readonly #direct = new NodeHttpHandler(handlerSettings);
  readonly #proxied = new Map<Agent, NodeHttpHandler>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async handle(request: SmithyRequest, options?: HttpHandlerOptions): SmithyResponse {
    const agent = agentFor(urlOf(request));
    const handler = agent === undefined ? this.#direct : this.#through(agent);
    const answer = await answeredInTime(this.#clock, request, (stop) =>
      handler.handle(request, { ...options, abortSignal: either(stop, options?.abortSignal) }),
    );
    const { response } = answer;
    if (!(response.body instanceof Readable)) return answer;
    readInTime(this.#clock, request, response.body);
    response.body = guardedBody(response.body, response);
    return answer;
  }

  #through(agent: Agent): NodeHttpHandler {
    const handler =
      this.#proxied.get(agent) ??
      new NodeHttpHandler({ ...handlerSettings, httpAgent: agent, httpsAgent: agent });
    this.#proxied.set(agent, handler);
    return handler;
  }

  /** Clients share this handler, so none of them may close it. */
  destroy(): void {}
  /** Asked by each client's defaults; ours are not negotiable. */
  updateHttpClientConfig(): void {}
  httpHandlerConfigs(): object {
    return {};
  }
}
