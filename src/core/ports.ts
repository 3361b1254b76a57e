import type { Mends } from './check.ts';
import type { Clock } from './clock.ts';
import type { Event } from './events.ts';
import type * as fact from './facts.ts';
import type { ChangeSet, Stack, StackEvent, StackResource } from './stack.ts';

/** Everything the outside world offers; made once in `main`, passed by hand as `Pick<Ports, …>`. */
export interface Ports {
  readonly facts: Facts;
  readonly stacks: Stacks;
  readonly templates: Templates;
  readonly dns: DnsWriter;
  readonly secrets: Secrets;
  readonly mends: Mends;
  readonly evidence: Evidence;
  readonly probe: Probe;
  readonly files: Files;
  /** Read-only copy of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly prompt: Prompter;
  readonly clock: Clock;
  readonly emit: (event: Event) => void;
  /** Aborts on the first Ctrl-C, SIGTERM or SIGHUP; `reason` is the signal's name. */
  readonly signal: AbortSignal;
}

/**
 * Readings of the account, asked of AWS once and shared (memoised per argument).
 * Each rejects with an `InstallError` whose code is one of `awsCodes`; a denied call carries `permission`.
 * "Not there" is `undefined` or an empty list, never an error.
 */
export interface Facts {
  identity(): Promise<fact.Identity>;
  accountAlias(): Promise<string | undefined>;
  /** The region in use. */
  readonly region: string;
  /** Enabled and disabled regions alike. */
  regions(): Promise<readonly fact.Region[]>;
  /** @param name bare role name, no path. */
  role(name: string): Promise<fact.Role | undefined>;
  /** Names of inline and attached policies' documents (decoded JSON text) of a role. */
  rolePolicies(name: string): Promise<readonly string[]>;
  simulate(principalArn: string, actions: readonly string[]): Promise<readonly fact.SimulatedAction[]>;
  /** All key types, this region. */
  certificates(): Promise<readonly fact.Certificate[]>;
  /** Described in full, in the ARN's own region. */
  certificate(arn: string): Promise<fact.Certificate | undefined>;
  buckets(): Promise<readonly string[]>;
  bucket(name: string): Promise<fact.BucketState>;
  bucketNotifications(name: string): Promise<readonly fact.BucketNotification[]>;
  /** `Enabled`, `Suspended`, or undefined: never enabled. */
  bucketVersioning(name: string): Promise<'Enabled' | 'Suspended' | undefined>;
  bucketEncryption(name: string): Promise<fact.BucketEncryption | undefined>;
  /** JSON text of the key's policy. */
  keyPolicy(keyId: string): Promise<string>;
  /** Every trail that counts in this region, shadow trails included. */
  trails(): Promise<readonly fact.Trail[]>;
  /** Regions with Fargate by AWS's public SSM parameters. */
  fargateRegions(): Promise<readonly string[]>;
  vpcs(): Promise<readonly fact.Vpc[]>;
  vpcDns(vpcId: string): Promise<{ support: boolean; hostnames: boolean }>;
  /** Values of `domain-name-servers`; empty for no options set. */
  dhcpNameServers(dhcpOptionsId: string): Promise<readonly string[]>;
  subnets(): Promise<readonly fact.Subnet[]>;
  routeTables(): Promise<readonly fact.RouteTable[]>;
  securityGroups(): Promise<readonly fact.SecurityGroup[]>;
  vpcEndpoints(): Promise<readonly fact.VpcEndpoint[]>;
  natGateways(): Promise<readonly fact.NatGateway[]>;
  hostedZones(): Promise<readonly fact.HostedZone[]>;
  /** All record sets of those names in the zone, every type. */
  records(zoneId: string, name: string): Promise<readonly fact.RecordSet[]>;
  loadBalancers(): Promise<readonly fact.LoadBalancer[]>;
  quota(service: string, code: string): Promise<fact.Quota | undefined>;
  /** How many of a quota's things are in use, by the check's own name for them: `vpcs`, `elastic-ips`, … */
  usage(thing: string): Promise<number>;
  /** True if an id of this AWS parameter type exists in the account and region. */
  exists(awsType: string, id: string): Promise<boolean>;
  /** By name or ARN; undefined when there is none. */
  stack(nameOrId: string): Promise<Stack | undefined>;
  stackResources(nameOrId: string): Promise<readonly StackResource[]>;
  /** Forgets readings by method name, all of them when none is named. */
  refresh(...names: readonly (keyof Facts)[]): void;
}

/** A question that can be put to the account. */
export type Reading = Exclude<keyof Facts, 'region' | 'refresh'>;

export interface ChangeSetRequest {
  readonly stackName: string;
  readonly changeSetName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly template: { readonly body: string } | { readonly url: string } | { readonly previous: true };
  readonly parameters: readonly (
    { readonly key: string; readonly value: string } | { readonly key: string; readonly usePrevious: true }
  )[];
  readonly capabilities: readonly string[];
  readonly tags?: ReadonlyMap<string, string>;
  readonly notificationArns?: readonly string[];
  readonly roleArn?: string;
  readonly description: string;
  /** Idempotency: the same token makes the same change set. */
  readonly token: string;
}

/** CloudFormation, one promise per call, never memoised. Rejects like `Facts`. */
export interface Stacks {
  /** undefined when there is none; a deleted one is found by its id for 90 days. */
  describe(nameOrId: string): Promise<Stack | undefined>;
  list(): Promise<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly status: string;
      readonly parentId?: string;
      readonly rootId?: string;
    }[]
  >;
  /** One page, newest first. */
  events(
    stackId: string,
    nextToken?: string,
  ): Promise<{ readonly events: readonly StackEvent[]; readonly nextToken?: string }>;
  /** All pages. */
  resources(nameOrId: string): Promise<readonly StackResource[]>;
  /** The original text; every non-ASCII character reads back as `?`. */
  template(nameOrId: string, changeSetName?: string): Promise<string>;
  createChangeSet(request: ChangeSetRequest): Promise<{ readonly id: string; readonly stackId: string }>;
  /** All pages, nested change sets not followed; undefined when there is none. */
  changeSet(id: string, stackId?: string): Promise<ChangeSet | undefined>;
  changeSets(stackId: string): Promise<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly status: string;
      readonly executionStatus: string;
    }[]
  >;
  executeChangeSet(
    id: string,
    options: { readonly token: string; readonly disableRollback?: false },
  ): Promise<void>;
  deleteChangeSet(id: string): Promise<void>;
  deleteStack(
    stackId: string,
    options: {
      readonly token: string;
      readonly retain?: readonly string[];
      readonly force?: boolean;
      readonly roleArn?: string;
    },
  ): Promise<void>;
  protect(stackId: string, enabled: boolean): Promise<void>;
  cancelUpdate(stackId: string, token: string): Promise<void>;
  continueRollback(
    stackId: string,
    options: { readonly token: string; readonly skip: readonly string[]; readonly roleArn?: string },
  ): Promise<void>;
  /** For CREATE_FAILED and UPDATE_FAILED. */
  rollback(stackId: string, token: string): Promise<void>;
  /** Validation findings and failures that DescribeStackEvents hides (DescribeEvents). */
  findings(
    target: { readonly changeSetId: string } | { readonly stackId: string },
  ): Promise<readonly Finding[]>;
}

export interface Finding {
  readonly logicalId: string;
  readonly resourceType: string;
  /** `PROPERTY_VALIDATION`, `NAME_CONFLICT_VALIDATION`, … or empty. */
  readonly name: string;
  readonly severity: 'fail' | 'warn';
  readonly reason: string;
  readonly path?: string;
}

export interface Templates {
  /**
   * Reads a template URL: S3 with the caller's credentials where the plain GET is refused.
   * Rejects with `template-unreadable`, `template-not-s3`, `template-too-large`.
   */
  read(url: string): Promise<string>;
  /** @param bucket undefined: the default private bucket, made when absent. Owner verified on every call. */
  upload(
    text: string,
    options: { readonly bucket?: string; readonly key: string },
  ): Promise<UploadedTemplate>;
  /** The bucket `upload` would use and whether it would be made, for the announcement. */
  uploadTarget(bucket?: string): Promise<{ readonly bucket: string; readonly exists: boolean }>;
  /** Removes an object, and the bucket too when `bucketCreated` and it is empty. */
  discard(uploaded: UploadedTemplate): Promise<void>;
}

export interface UploadedTemplate {
  readonly url: string;
  readonly bucket: string;
  readonly key: string;
  readonly bucketCreated: boolean;
  /** False: the same object was there already. */
  readonly objectCreated: boolean;
}

export interface DnsWriter {
  /** One atomic batch; resolves with the change id. */
  change(zoneId: string, batch: readonly RecordChange[], comment: string): Promise<string>;
  /** True once Route 53's servers all have it. */
  inSync(changeId: string): Promise<boolean>;
}

export type RecordChange =
  | { readonly action: 'create'; readonly record: import('./dns.ts').DnsRecord }
  | { readonly action: 'delete'; readonly recordSet: fact.RecordSet };

export interface Secrets {
  /** `@secretsmanager:ID[#key]`; undefined when there is no such secret. */
  secret(id: string): Promise<string | undefined>;
  /** `@ssm:NAME`, decrypted; undefined when there is none. */
  parameter(name: string): Promise<string | undefined>;
  /** Creates the secret; if it is there already, resolves with the value in place (never rotates). */
  create(
    name: string,
    value: string,
    description: string,
  ): Promise<{ readonly value: string; readonly created: boolean }>;
  /** Only for secrets this very run made. */
  remove(name: string): Promise<void>;
}

/** Evidence one level below a failure; each call may be denied. */
export interface Evidence {
  /** Why tasks of an ECS service stopped, newest first. */
  stoppedTasks(cluster: string, service: string): Promise<readonly string[]>;
  /** Last lines of a log group. @param sinceMs milliseconds since 1970. */
  logTail(
    group: string,
    options: { readonly sinceMs: number; readonly limit: number },
  ): Promise<readonly { readonly at: number; readonly message: string }[]>;
  /** Denied calls CloudTrail recorded since then (it may lag 15 minutes). */
  deniedCalls(sinceMs: number): Promise<
    readonly {
      readonly at: number;
      readonly event: string;
      readonly error: string;
      readonly message: string;
    }[]
  >;
  /** Who began the latest operation on the stack, where CloudTrail can be read. */
  startedBy(stackName: string, sinceMs: number): Promise<string | undefined>;
  /** Keys in a bucket, at most `limit`. */
  bucketContents(bucket: string, limit: number): Promise<readonly string[]>;
  /** Detects drift and waits for it. */
  drift(
    stackName: string,
  ): Promise<readonly { readonly logicalId: string; readonly type: string; readonly status: string }[]>;
}

/** The network as others see it; the rehearsal answers from its zones. */
export interface Probe {
  /** True in a rehearsal: screens say so. */
  readonly rehearsed: boolean;
  /** Public resolution; empty when there is no such name. */
  resolve(name: string, type: 'A' | 'AAAA' | 'CNAME' | 'NS' | 'CAA' | 'TXT'): Promise<readonly string[]>;
  /** The certificate a host shows, after a handshake with SNI. */
  tls(
    host: string,
  ): Promise<{ readonly ok: boolean; readonly names: readonly string[]; readonly problem?: string }>;
  /** Status of GET https://host/. */
  https(host: string): Promise<{ readonly status?: number; readonly problem?: string }>;
}

export interface Files {
  /** Rejects with `file-unreadable`. */
  read(path: string): Promise<string>;
  exists(path: string): Promise<boolean>;
  /** Absolute, symbolic links resolved. */
  real(path: string): Promise<string>;
  /** Mode 0600, atomic (a temporary file beside it, then a rename). */
  write(
    path: string,
    text: string | Uint8Array,
    options?: { readonly neverOver?: boolean; readonly mode?: number },
  ): Promise<void>;
  /** Adds to a file made by others, such as GitHub's step summary. */
  append(path: string, text: string): Promise<void>;
}

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
  /** Shown under the list when it is under the cursor. */
  readonly description?: string;
  /** Why it cannot be chosen. */
  readonly disabled?: string;
  readonly checked?: boolean;
}

/** Questions to the person. Every method rejects with `declined` (8) on Esc and by the abort signal on Ctrl-C. */
export interface Prompter {
  /** False: nothing may be asked; the methods then reject with a bug. */
  readonly interactive: boolean;
  text(question: {
    message: string;
    default?: string;
    hint?: string;
    validate?: (input: string) => string | true | Promise<string | true>;
  }): Promise<string>;
  secret(question: {
    message: string;
    hint?: string;
    validate?: (input: string) => string | true | Promise<string | true>;
  }): Promise<string>;
  select<T>(question: {
    message: string;
    choices: readonly Choice<T>[];
    default?: T;
    hint?: string;
  }): Promise<T>;
  checkbox<T>(question: {
    message: string;
    hint?: string;
    choices: readonly Choice<T>[];
    validate?: (chosen: readonly T[]) => string | true;
  }): Promise<readonly T[]>;
  confirm(question: { message: string; default: boolean }): Promise<boolean>;
}
