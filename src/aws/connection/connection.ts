import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../../core/clock.ts';
import type { FailedCall } from '../errors/wording.ts';
import { awsError } from '../errors/errors.ts';
import { customOrigin, type Endpoints } from './endpoint.ts';
import { partitionOfRegion, type Partition } from '../../core/partition.ts';
import { refuseNew, untilInterrupted } from './interruption.ts';
import { permissionOf, type ServiceName } from '../services/service-prefixes.ts';
import { ProxyingHandler } from './proxy.ts';
import { renewalOf, type Renewal } from './renewal.ts';
import { clientSettings } from './sdk-settings.ts';

/** Resolves credentials anew on every call; it does its own remembering. */
export interface CredentialProvider {
  (): Promise<AwsCredentialIdentity>;
  /** Tells the SDK not to keep a copy of its own, which a reload could not reach. */
  readonly memoized: true;
}

export interface ConnectionSettings {
  readonly region: string;
  readonly profile?: string;
  readonly credentials: CredentialProvider;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly signal: () => AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly verbose?: (line: string) => void;
}

/** What a client's constructor is given. */
export interface ClientConfig extends ReturnType<typeof clientSettings> {
  readonly region: string;
  readonly credentials: CredentialProvider;
  readonly requestHandler: ProxyingHandler;
  readonly endpoint?: string;
}

type Next = (args: { readonly request?: unknown }) => Promise<unknown>;
interface ClientWithStack {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { readonly commandName?: string }) => Next,
      options: {
        readonly step: 'initialize' | 'finalizeRequest';
        readonly priority: 'high';
        readonly name: string;
      },
    ): void;
  };
}

type Call = Pick<FailedCall, 'service' | 'operation' | 'region' | 'endpoint'>;

/** The clients of one run: made on first use, one per service and region, all with one error mapping. */
export class AwsConnection {
  readonly region: string;
  readonly partition: Partition;
  readonly clock: Clock;
  readonly endpoints: Endpoints;
  /** Set once the home region took credentials that the chosen region refused. */
  provenElsewhere = false;
  readonly #settings: ConnectionSettings;
  readonly #handler: ProxyingHandler;
  readonly #clients = new Map<string, unknown>();

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.region = settings.region;
    this.partition = partitionOfRegion(settings.region);
    this.clock = settings.clock;
    this.#handler = new ProxyingHandler(settings.clock);
    this.endpoints = settings.endpoints;
  }

  get home(): string {
    return this.partition.homeRegion;
  }

  get signal(): AbortSignal {
    return this.#settings.signal();
  }

  /** @param source where the credentials in use came from */
  renewal(source: string | undefined): Promise<Renewal | undefined> {
    return renewalOf(source, this.#settings.env, this.#settings.profile);
  }

  credentials(): Promise<AwsCredentialIdentity> {
    return this.#settings.credentials();
  }

  /** @param region where the call goes; the chosen region by default. */
  client<C extends object, O extends object>(
    Client: new (config: ClientConfig & O) => C,
    service: ServiceName,
    region: string = this.region,
    options: O = {} as O,
  ): C {
    const key = `${service} ${region}`;
    const known = this.#clients.get(key) as C | undefined;
    if (known !== undefined) return known;
    const client = new Client({ ...this.#config(service, region), ...options });
    this.#intercept(client as unknown as ClientWithStack, service, region);
    this.#clients.set(key, client);
    return client;
  }

  #config(service: ServiceName, region: string): ClientConfig {
    const { credentials, env } = this.#settings;
    const { inCode: endpoint } = this.endpoints;
    return {
      ...clientSettings(service, env),
      region,
      credentials,
      requestHandler: this.#handler,
      endpoint,
    };
  }

  /** Outermost of the client's own steps: sees what is left after all retries, from paginators too. */
  #intercept(client: ClientWithStack, service: ServiceName, region: string): void {
    // One context goes through all steps of a call; only a later one knows where the request goes.
    const sentTo = new WeakMap<object, string | undefined>();
    client.middlewareStack.add(
      (next, context) => (args) => {
        const operation = (context.commandName ?? '').replace(/Command$/, '');
        return this.#observed(
          () => next(args),
          () => ({ service, operation, region, endpoint: sentTo.get(context) }),
        );
      },
      { step: 'initialize', priority: 'high', name: 'quilt-install' },
    );
    client.middlewareStack.add(
      (next, context) => (args) => {
        sentTo.set(context, this.#otherThanAws(args.request));
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'high', name: 'quilt-install-endpoint' },
    );
  }

  /** Where settings of the user's send a request; a rehearsal's own endpoint is none of theirs. */
  #otherThanAws(request: unknown): string | undefined {
    return this.endpoints.inCode === undefined ? customOrigin(request, this.partition) : undefined;
  }

  async #observed<T>(run: () => Promise<T>, about: () => Call): Promise<T> {
    const call = about();
    refuseNew(call.operation, this.signal);
    const begun = this.clock.now();
    const report = (outcome: string): void =>
      this.#settings.verbose?.(
        `${permissionOf(call.service, call.operation)} ${call.region} ${outcome} ${this.clock.now() - begun} ms`,
      );
    try {
      const answer = await this.clock.during(untilInterrupted(call.operation, run(), this.signal));
      report('ok');
      return answer;
    } catch (error) {
      report(error instanceof Error ? error.name : 'failed');
      throw this.failure(error, about());
    }
  }

  /** What a thrown thing means, said with all this connection knows. */
  failure(error: unknown, call: Call): Error {
    return awsError(error, { ...call, ...this.#context(call.region) });
  }

  #context(region: string): Pick<FailedCall, 'profile' | 'provenElsewhere'> {
    const { profile } = this.#settings;
    return {
      profile,
      provenElsewhere: this.provenElsewhere && region === this.region,
    };
  }
}
