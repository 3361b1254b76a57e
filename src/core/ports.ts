import type { Buckets } from './buckets-port.ts';
import type { Fixes } from './check.ts';
import type { Clock } from './clock.ts';
import type { Databases } from './databases-port.ts';
import type { DnsRecord } from './dns.ts';
import type { Event } from './events.ts';
import type * as fact from './facts.ts';
import type { Facts } from './facts-port.ts';
import type { Probe } from './probe.ts';
import type { Prompter } from './prompter.ts';
import type { Stacks } from './stacks-port.ts';
import type { Workload } from './workload.ts';

export type { Facts } from './facts-port.ts';
export type { Probe } from './probe.ts';
export type { Choice, Prompter } from './prompter.ts';
export type { ChangeSetRequest, EarlyValidationFinding, Stacks } from './stacks-port.ts';

/** Everything the outside world offers; made once in `main`, passed by hand as `Pick<Ports, …>`. */
export interface Ports {
  readonly facts: Facts;
  readonly stacks: Stacks;
  readonly templates: Templates;
  readonly dns: DnsWriter;
  readonly secrets: Secrets;
  readonly buckets: Buckets;
  readonly databases: Databases;
  readonly fixes: Fixes;
  readonly policies: PolicyWriter;
  readonly evidence: Evidence;
  readonly workload: Workload;
  readonly probe: Probe;
  readonly files: Files;
  /** Read-only copy of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly prompt: Prompter;
  readonly clock: Clock;
  readonly emit: (event: Event) => void;
  /** From now on the value is masked in all that is said: AWS may echo it in a reason, a template in an output. */
  readonly hide: (secret: string) => void;
  /**
   * To be awaited between many events in a row. Undefined as a rule; where whoever reads the output lags far behind, it
   * resolves once they have caught up, or `signal` aborts.
   */
  readonly caughtUp: (signal: AbortSignal) => Promise<void> | undefined;
  /** Aborts on the first Ctrl-C, SIGTERM or SIGHUP; `reason` is the signal's name. */
  readonly signal: AbortSignal;
}

/** Each takes the whole document, JSON text, in place of the one that is there. */
interface PolicyWriter {
  setTrust(roleName: string, document: string): Promise<void>;
  setKeyPolicy(keyArn: string, document: string): Promise<void>;
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
  /**
   * Removes what an upload to there made, also where it failed: the object, and the bucket if it was made and is empty.
   * @returns false if it made neither
   */
  discard(at: Pick<UploadedTemplate, 'bucket' | 'key'>): Promise<boolean>;
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
  /**
   * Makes a public zone. @param reference the same one again makes no second zone
   * @returns `changeId` to wait for; undefined where an earlier call, whose answer was lost, had made it
   */
  createZone(
    name: string,
    reference: string,
  ): Promise<{ readonly zoneId: string; readonly changeId?: string }>;
}

export type RecordChange =
  | { readonly action: 'create'; readonly record: DnsRecord }
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

export interface Files {
  /**
   * Text of at most so many bytes (`usualLimit`); more, and what never ends, is refused. Pipes are read as files are:
   * `--answers <(…)`. Rejects with `file-unreadable`.
   */
  read(path: string, atMost?: number): Promise<string>;
  /** Undefined where it has more bytes than that. Rejects with `file-unreadable`. */
  readBytes(path: string, atMost: number): Promise<Uint8Array | undefined>;
  /** Paths beneath a folder, relative to it, of files and of links. Rejects with `file-unreadable`. */
  list(folder: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** Absolute, symbolic links resolved. */
  real(path: string): Promise<string>;
  /** Mode 0600, atomic (a temporary file beside it, then a rename). */
  write(
    path: string,
    text: string | Uint8Array,
    options?: { readonly neverOver?: boolean; readonly mode?: number },
  ): Promise<void>;
  /**
   * Until what it resolves to is called, another process that wants to hold the file is refused with `file-in-use`.
   * Rejects with `file-unwritable`, too.
   */
  hold(path: string): Promise<() => Promise<void>>;
  /** Adds to a file made by others, such as GitHub's step summary. */
  append(path: string, text: string): Promise<void>;
}
