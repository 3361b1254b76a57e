import type { DnsRecord } from './dns.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CheckId } from './ids.ts';
import type { ParameterKey, Values } from './parameter.ts';
import type { Facts } from './facts-port.ts';
import type { Probe } from './probe.ts';
import type { Product } from './product.ts';
import type { Template } from './template.ts';

/** What a run is about to do; checks judge against this. */
export interface DeploymentTarget {
  /** An existing healthy stack is judged as an update. */
  readonly kind: 'create' | 'update';
  readonly region: string;
  readonly stackName: string;
  readonly expectAccount?: string;
  readonly template?: Template;
  /** The template in hand, where `template` is what its macros make of it. */
  readonly declared?: Template;
  /** Why the macros of `template` could not be worked out here. */
  readonly unexpanded?: string;
  /** Why there is no `template` although one was asked for: the reading failed. */
  readonly templateError?: Error;
  /** Where the template came from, for the evidence line (no query string). */
  readonly templateSource?: string;
  readonly buckets: readonly string[];
  readonly product: Product;
  readonly roleArn?: string;
  /** Where a large template file is uploaded, if not to the bucket made for it. */
  readonly templateBucket?: string;
  /** Seconds this operation is expected to take, from the template. */
  readonly estimatedSeconds?: number;
  /** What was changed by hand is undone, too. */
  readonly revertDrift?: boolean;
  /** Alarms (by ARN) that roll it back, those of the stack among them, and how long they are watched afterwards. */
  readonly rollback?: { readonly alarms: readonly string[]; readonly monitoringMinutes: number };
  /** What the caller agreed to (`--confirm`), for checks that a typed stack name settles. */
  readonly confirmed?: boolean;
}

export interface Verdict {
  /** `unknown` = could not find out; never counted as a pass. */
  readonly status: 'pass' | 'warn' | 'fail' | 'unknown' | 'skipped';
  /** Neither the template nor the product needs what this check looks for; only asked for by name it is worth a line. */
  readonly unneeded?: true;
  /** The evidence, one line: what was found, with its name. */
  readonly message?: string;
  /** What to do; required by `fail`. */
  readonly fix?: string;
  /** What a `fail` ends the process with, where it is not 3; an `unknown` has one (10) only when access is lost. */
  readonly exitCode?: ExitCode;
}

/** `ignored`: run, and its verdict set aside because `--ignore` named it. */
export type CheckStatus = Verdict['status'] | 'ignored';

export interface CheckInput {
  readonly facts: Facts;
  readonly probe: Probe;
  readonly values: Values;
  readonly target: DeploymentTarget;
  /** Milliseconds since 1970, for validity dates. */
  readonly now: number;
}

/** A prerequisite as data plus one small judge. Its id is a heading of the manual and a `help` topic. */
export interface Check<Id extends CheckId = CheckId> {
  readonly id: Id;
  /** Heading it is printed under: `Account`, `IAM`, `Network`, … */
  readonly category: string;
  /** The healthy state, so that √ or × before it always reads right. */
  readonly title: string;
  /** Parameters it must know before it can judge. */
  readonly needs?: (product: Product, template: Template | undefined) => readonly ParameterKey[];
  /** Parameters it judges more with, if they are known: it waits for them, and does without. */
  readonly uses?: (product: Product, template: Template | undefined) => readonly ParameterKey[];
  /** A reading that needs no value, asked for while the values are found; `judge` finds it among the facts. */
  readonly early?: (judging: Pick<CheckInput, 'facts' | 'target'>) => Promise<unknown>;
  /** When this fails, later checks are `skipped`: nothing they ask can be answered. */
  readonly stopsRun?: true;
  /** May throw: a denied call, a crash and a time-out become `unknown`. */
  readonly judge: (judging: CheckInput) => Promise<Verdict>;
  /** How to fix what `judge` found; undefined where it cannot be fixed by us. */
  readonly fix?: (judging: CheckInput) => Promise<Fix | undefined>;
  /** The check whose fix makes the place that this one's fix writes into: asked about just before. */
  readonly fixAfter?: CheckId;
}

/** A change that makes a check pass, shown as it is and done only when agreed to. */
export type Fix =
  | {
      readonly title: string;
      /** Exactly what is changed, one line each. */
      readonly changes: readonly string[];
      /** The parameters that its result is a value for. */
      readonly supplies?: readonly ParameterKey[];
      /** @param made told of each thing as soon as it is there, as a later step may fail */
      readonly call: (fixes: Fixes, made: (thing: Made) => void) => Promise<FixResult | undefined>;
    }
  | {
      /** A stack of its own, planned, shown, applied and watched by the command through `stack/`. */
      readonly title: string;
      /** File name in the package's `templates/`; only a name where there is `text`. */
      readonly template: string;
      /** The template itself, where it is made for the case in hand. */
      readonly text?: string;
      /** What its plan of resources does not tell, one line each. */
      readonly notes?: readonly string[];
      readonly stackName: string;
      readonly parameters: Readonly<Record<string, string>>;
      readonly capabilities: readonly string[];
      /** It costs money for as long as it is there: a person has to agree, whatever `--yes` says. */
      readonly needsPerson?: true;
      /** Standing costs, such as `about 80 US dollars a month`; absent: free of charge. */
      readonly cost?: string;
      /** Names of its outputs, by what they are good for from then on. */
      readonly provides?: {
        readonly roleArn?: string;
        readonly parameters?: Readonly<Record<ParameterKey, string>>;
      };
    };

/** Something a fix left in the account. */
export interface Made {
  /** By its name, such as `the bucket team-data`. */
  readonly what: string;
  /** Absent: free of charge. */
  readonly cost?: string;
  /** Words of the AWS CLI that remove it, without `aws`, region and profile. */
  readonly removal: readonly string[];
}

/** What a fix is good for from then on. */
export interface FixResult {
  /** Values for the parameters that the fix supplies. */
  readonly parameters: Readonly<Record<ParameterKey, string>>;
  /** A certificate that ACM issues once its records are seen in DNS: only then it is good for anything. */
  readonly pendingCertificate?: string;
  /** A new zone, which nobody asks before its parent points at it. */
  readonly delegation?: Delegation;
}

export interface Delegation {
  readonly zone: string;
  readonly nameServers: readonly string[];
}

export interface ValidationRecord {
  readonly name: string;
  readonly value: string;
}

/** The few writes that fixes may make. */
export interface Fixes {
  /** @param document JSON text. Never replaces: rejects where there is a policy of that name by now. */
  addLogsResourcePolicy(name: string, document: string): Promise<void>;
  /** @param principal such as `es.amazonaws.com`; already there is success. */
  createServiceLinkedRole(principal: string): Promise<void>;
  /** Private, encrypted, versioned, TLS only. */
  createBucket(name: string): Promise<void>;
  /** Returns the ARN and the validation records once ACM knows them. @param made told of the ARN first */
  requestCertificate(
    names: readonly string[],
    made: (arn: string) => void,
  ): Promise<{ arn: string; records: readonly DnsRecord[] }>;
  /**
   * Makes a public zone, waited until INSYNC.
   * @param reference the same one again makes no second zone
   * @param made told of its id as soon as it is there
   */
  createZone(
    name: string,
    reference: string,
    made: (id: string) => void,
  ): Promise<{ readonly id: string; readonly nameServers: readonly string[] }>;
  /**
   * CREATE of CNAMEs in one batch, waited until INSYNC.
   * @param made told of those that were not there already, as soon as they are written
   */
  writeValidationRecords(
    zoneId: string,
    records: readonly ValidationRecord[],
    made: (written: readonly ValidationRecord[]) => void,
  ): Promise<void>;
}

export interface CheckResult {
  readonly check: Check;
  readonly verdict: Verdict;
  readonly ignored: boolean;
}
