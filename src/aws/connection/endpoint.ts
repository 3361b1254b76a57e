import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import type { Partition } from '../../core/partition.ts';
import { profileName, type Env } from './profile.ts';

/** Where requests go when not to AWS itself. */
export interface Endpoints {
  /** Given in code (a rehearsal): stronger than the user's shell and files. */
  readonly inCode?: string;
  /** The custom S3 endpoint, wherever it was set; S3 is then addressed path-style. */
  s3(): Promise<string | undefined>;
  /** For the header; undefined when everything goes to AWS. */
  readonly shown?: string;
}

/** `AWS_ENDPOINT_URL_<SERVICE>` for each service, in the SDK's spelling of their ids. */
const variable = /^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/;

const ignored = (env: Env): boolean => env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true';

const withoutUserInfo = (url: string): string => {
  try {
    const parsed = new URL(url);
    parsed.username = '';
    parsed.password = '';
    return parsed.origin === 'null' ? parsed.href : parsed.origin + parsed.pathname.replace(/\/$/, '');
  } catch {
    return url;
  }
};

const fromEnvironment = (env: Env): string | undefined => {
  const set = Object.keys(env)
    .filter((key) => variable.test(key) && (env[key] ?? '') !== '')
    .sort();
  if (set.length === 0 || ignored(env)) return undefined;
  return set
    .map((key) => {
      const service = key.slice('AWS_ENDPOINT_URL'.length + 1).toLowerCase();
      return `${service === '' ? '' : `${service}: `}${withoutUserInfo(env[key] ?? '')}`;
    })
    .join(', ');
};

/** A profile's own endpoints: for all services, or service by service in a section of its own. */
const fromProfile = async (env: Env, profile: string | undefined): Promise<string | undefined> => {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const name = profileName(env, profile);
  const section = { ...configFile[name], ...credentialsFile[name] };
  const services =
    section['services'] === undefined ? {} : (configFile[`services.${section['services']}`] ?? {});
  const shown = [
    ...(section['endpoint_url'] === undefined ? [] : [withoutUserInfo(section['endpoint_url'])]),
    ...Object.entries(services).flatMap(([key, url]) =>
      key.endsWith('.endpoint_url') && url !== undefined
        ? [`${key.slice(0, -'.endpoint_url'.length)}: ${withoutUserInfo(url)}`]
        : [],
    ),
  ];
  return shown.length === 0 ? undefined : shown.join(', ');
};

/** Custom endpoints that environment or profile set, for the header; undefined when all goes to AWS itself. */
export const customEndpoint = async (env: Env, profile?: string): Promise<string | undefined> =>
  ignored(env) ? undefined : (fromEnvironment(env) ?? (await fromProfile(env, profile)));

interface SentRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

const isSent = (request: unknown): request is SentRequest =>
  typeof request === 'object' && request !== null && 'protocol' in request && 'hostname' in request;

/** AWS's own hosts too, under `AWS_USE_DUALSTACK_ENDPOINT`. */
const dualStack = /\.(api\.aws|api\.amazonwebservices\.(com\.cn|eu))$/;

/** Where a request goes, such as `http://localhost:4566`; undefined: to AWS itself. */
export function customOrigin(request: unknown, { dnsSuffix }: Partition): string | undefined {
  if (!isSent(request)) return undefined;
  const { protocol, hostname, port } = request;
  if (hostname.endsWith(`.${dnsSuffix}`) || dualStack.test(hostname)) return undefined;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

/** The SDK's own order: service in the environment, all in the environment, service in the profile, profile. */
const s3Endpoint = async (env: Env, profile: string | undefined): Promise<string | undefined> => {
  if (ignored(env)) return undefined;
  const inEnv = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'];
  if (inEnv) return inEnv;
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const name = profileName(env, profile);
  const section = { ...configFile[name], ...credentialsFile[name] };
  const services =
    section['services'] === undefined ? undefined : configFile[`services.${section['services']}`];
  return services?.['s3.endpoint_url'] ?? section['endpoint_url'];
};

export function endpoints(env: Env, profile: string | undefined, inCode?: string): Endpoints {
  if (inCode !== undefined)
    return { inCode, s3: () => Promise.resolve(inCode), shown: withoutUserInfo(inCode) };
  const shown = fromEnvironment(env);
  return { s3: () => s3Endpoint(env, profile), shown };
}
