import type { Logger } from '@smithy/types';
import type { ServiceName } from '../services/service-prefixes.ts';

/** The SDK prints warnings of its own on the console, in the middle of our screen. */
export const silent: Logger = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** To be called before a client is loaded: one warning does not go through the logger. */
export function silenceSdk(): void {
  // A deprecation notice for this Node version, which the user did not choose for the SDK's sake.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}

/** Milliseconds for a connection; the SDK's own timer, in real time. */
const connectionTimeout = 10_000;

/** What every handler of HTTP requests is made with. */
export const handlerSettings = { connectionTimeout, logger: silent } as const;

/** `AWS_MAX_ATTEMPTS` is the user's own word on retries, and stronger than ours. */
const wantedAttempts = (env: Readonly<Record<string, string | undefined>>): number | undefined => {
  const attempts = Number(env['AWS_MAX_ATTEMPTS']);
  return Number.isInteger(attempts) && attempts > 0 ? attempts : undefined;
};

/** Watching and DNS wait out long throttling; a reading that fails becomes a result soon. */
const patient: ReadonlySet<ServiceName> = new Set(['cloudformation', 'route53']);

/** What every client is made with, besides where it calls and as whom. */
export const clientSettings = (service: ServiceName, env: Readonly<Record<string, string | undefined>>) => ({
  logger: silent,
  maxAttempts: wantedAttempts(env) ?? (patient.has(service) ? 8 : 5),
  customUserAgent: 'quilt-install',
});
