import { during, type Clock } from '../core/clock.ts';
import { commandLine } from '../core/command-line.ts';
import type { CommonOptions } from '../core/options.ts';
import type { Probe } from '../core/ports.ts';
import type { Connection, GivenRegion, Session } from '../core/session.ts';
import type { Host } from './host.ts';

/** A rehearsal account that is up: main builds the very same ports on it. */
export interface RehearsalConnection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of a profile that the rehearsed user has for another account. */
  readonly credentialsOf: (profile: string) => RehearsalConnection['credentials'];
  /** A new sign-in: `credentials` shows the new key, the old one stays expired. */
  readonly renewCredentials: () => unknown;
  readonly clock: Clock;
  readonly probe: Probe;
  readonly sampleAnswers?: string;
  readonly sampleTemplate?: string;
}

type Local = Session['local'];
type ConnectOptions = Pick<CommonOptions, 'profile' | 'verbose'>;

const asksMfa =
  (local: Local) =>
  (serial: string): Promise<string> =>
    local.prompt.text({ message: `MFA code for ${serial}` });

/**
 * A rehearsal has no other window to sign in from. The first re-reading finds what was there; by the next one the
 * person has been asked to sign in anew, and so it is taken to be done.
 */
const signingIn = (
  rehearsed: RehearsalConnection | undefined,
  reload: () => Promise<void>,
): (() => Promise<void>) => {
  if (rehearsed === undefined) return reload;
  let asked = false;
  return async () => {
    if (asked) rehearsed.renewCredentials();
    asked = !asked;
    await reload();
  };
};

export type Aws = typeof import('../aws/index.ts');

const regionFor = (
  aws: Aws,
  { env }: Pick<Host, 'env'>,
  { profile }: ConnectOptions,
  given: GivenRegion | undefined,
  rehearsed: RehearsalConnection | undefined,
): ReturnType<Aws['chooseRegion']> =>
  aws.chooseRegion({
    env: rehearsed === undefined ? env : { AWS_REGION: rehearsed.region },
    given,
    profile: rehearsed === undefined ? profile : undefined,
  });

interface ConnectRequest {
  readonly host: Pick<Host, 'env' | 'interrupts'>;
  readonly options: ConnectOptions;
  readonly local: Local;
  readonly rehearsed: RehearsalConnection | undefined;
}

/** What the SDK's clients are made with: where to, as whom, and who hears of each call. */
const awsSettings = (
  { host, options, local, rehearsed }: ConnectRequest,
  region: string,
): Parameters<Aws['makeAws']>[0] => ({
  region,
  env: host.env,
  clock: local.clock,
  signal: () => host.interrupts.signal,
  profile: rehearsed === undefined ? options.profile : undefined,
  endpoint: rehearsed && { url: rehearsed.endpoint, credentials: rehearsed.credentials },
  mfaPrompt: local.prompt.interactive ? asksMfa(local) : undefined,
  verbose: options.verbose ? (line: string) => local.emit({ type: 'trace', message: line }) : undefined,
});

const rehearsedAs = (
  { rehearsed }: ConnectRequest,
  profile: string | undefined,
): Parameters<Aws['makeAws']>[0]['endpoint'] =>
  rehearsed === undefined || profile === undefined
    ? undefined
    : { url: rehearsed.endpoint, credentials: rehearsed.credentialsOf(profile) };

/** Route 53 of another profile or role, reached as everything else is; a rehearsal has profiles of its own. */
const makeRoute53 = (
  aws: Aws,
  around: ConnectRequest,
  region: string,
  { profile, roleArn }: Parameters<Connection['route53Of']>[0],
): ReturnType<Connection['route53Of']> => {
  const own = awsSettings(around, region);
  const { facts, dns } = aws.makeAws({
    ...own,
    profile: around.rehearsed === undefined ? (profile ?? own.profile) : undefined,
    endpoint: rehearsedAs(around, profile) ?? own.endpoint,
    roleArn,
  });
  return { facts, dns };
};

/**
 * Made once for each owner: an MFA code is asked for once, and AWS takes it once. Forgotten, they are made anew: keys
 * that do not tell when they end would be kept beside renewed ones.
 */
const route53s = (aws: Aws, around: ConnectRequest, region: string) => {
  const made = new Map<string, ReturnType<Connection['route53Of']>>();
  const route53Of: Connection['route53Of'] = (owner) => {
    const key = JSON.stringify([owner.profile, owner.roleArn]);
    const one = made.get(key) ?? makeRoute53(aws, around, region, owner);
    made.set(key, one);
    return one;
  };
  return { route53Of, forget: () => made.clear() };
};

/** In a rehearsal there is nothing to sign in to. */
const signIn =
  (aws: Aws, { host, options, local, rehearsed }: ConnectRequest): Connection['signIn'] =>
  async () => {
    if (rehearsed !== undefined) return undefined;
    const words = await local.clock.during(aws.signInOf(host.env, options.profile));
    return words && { command: commandLine(words), run: () => local.clock.during(aws.login(words)) };
  };

/** How a session reaches AWS: a region is chosen, then clients are made, each on its first call. */
export const connector =
  (
    host: ConnectRequest['host'],
    options: ConnectOptions,
    local: Local,
    rehearsed: RehearsalConnection | undefined,
  ): Session['connect'] =>
  async (given) => {
    const { clock } = local;
    const around = { host, options, local, rehearsed };
    const aws = await clock.during(import('../aws/index.ts'));
    const chosen = await clock.during(regionFor(aws, host, options, given, rehearsed));
    const made = aws.makeAws(awsSettings(around, chosen.region));
    const { endpointShown, reloadCredentials, ...ports } = made;
    const endpoint = endpointShown ?? (await clock.during(aws.customEndpoint(host.env, options.profile)));
    const { route53Of, forget } = route53s(aws, around, chosen.region);
    const connection: Connection = {
      ...ports,
      ...local,
      probe: during(clock, rehearsed?.probe ?? aws.realProbe()),
      // Read anew each time: after the menu's "watch on" it is another one.
      get signal() {
        return host.interrupts.signal;
      },
      region: chosen.region,
      regionSource: chosen.source,
      reloadCredentials: signingIn(rehearsed, () => {
        forget();
        return reloadCredentials();
      }),
      signIn: signIn(aws, around),
      route53Of,
      endpoint,
    };
    local.emit({ type: 'busy', brief: true });
    return connection;
  };
