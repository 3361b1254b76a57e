import type { CheckStatus } from './check.ts';
import type { CheckId, ErrorCode } from './ids.ts';
import type { DnsMissing, DnsMove, DnsRecord, DnsState } from './dns.ts';
import type { PageEvent } from './page-event.ts';
import type { AnswersParameter, Source } from './parameter.ts';
import type { NextStep } from './next-step.ts';
import type { HeartbeatEvent, SettledEvent, StackLineEvent } from './operation-events.ts';
import type { PlanEvent } from './plan-event.ts';

export type { PlanChange, PlanDetails, PlanEvent, PlanGroup, PlanValue } from './plan-event.ts';

export type * from './operation-events.ts';

/**
 * What the engine says. `ui/` has three readers of this one union: terminal, plain lines, NDJSON.
 * The first group is the contract's (§4) and its field names are what NDJSON prints; the second is for people.
 */
export type Event =
  | CheckEvent
  | ParameterEvent
  | PageEvent
  | PlanEvent
  | { readonly type: 'policy'; readonly document: unknown }
  | AnswersEvent
  | StackLineEvent
  | HeartbeatEvent
  | SettledEvent
  | DnsEvent
  | {
      readonly type: 'status';
      readonly id: string;
      readonly title: string;
      readonly status: 'ok' | 'warn' | 'fail' | 'unknown';
      readonly value?: string;
      readonly message?: string;
    }
  | SnapshotEvent
  | ErrorEvent
  | ResultEvent
  | HeaderEvent
  | NoteEvent
  | BusyEvent
  | TraceEvent
  | NextEvent
  | TextEvent;

export interface CheckEvent {
  readonly type: 'check';
  /** `plan.validation`: what CloudFormation itself found while it made the plan. */
  readonly id: CheckId | 'plan.validation';
  readonly category: string;
  readonly title: string;
  readonly status: CheckStatus;
  /** Skipped because neither template nor product needs it, and nobody asked for it by name: no line for people. */
  readonly unneeded?: true;
  readonly message?: string;
  readonly fix?: string;
  readonly docs: string;
}

/** `--print-answers`. */
interface AnswersEvent {
  readonly type: 'answers';
  /** The answers file, YAML. */
  readonly text: string;
  readonly parameters: readonly AnswersParameter[];
}

export interface ParameterEvent {
  readonly type: 'parameter';
  readonly key: string;
  readonly source: Source;
  /** `****` for secrets. */
  readonly value: string;
  readonly label?: string;
}

export interface DnsEvent {
  readonly type: 'dns';
  readonly records: readonly DnsRecord[];
  readonly state: DnsState;
  readonly missing?: DnsMissing;
  /** What ends the missing link: whose move, the exact values. */
  readonly moves?: readonly DnsMove[];
  /** For people: which zone, what is in the way, what was seen of the missing link. */
  readonly message?: string;
}

/** A snapshot of a database, as `backup` lists and makes them. */
export interface SnapshotEvent {
  readonly type: 'snapshot';
  readonly id: string;
  /** The database's logical id in the stack, and its name in RDS. */
  readonly logicalId: string;
  readonly database: string;
  /** `manual`, `automated`, … */
  readonly snapshotType: string;
  readonly status: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly gigabytes?: number;
}

export interface ErrorEvent {
  readonly type: 'error';
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly docs?: string;
  readonly parameter?: string;
}

export type Outcome =
  | 'succeeded'
  | 'unchanged'
  | 'failed'
  | 'rolled-back'
  | 'needs-person'
  | 'still-running'
  | 'declined'
  | 'interrupted';

export interface ResultEvent {
  readonly type: 'result';
  readonly command: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly url?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  /** The exact command that picks this up again. */
  readonly resume?: string;
}

/** Which account, region, stack; shown once at the top, from where each came. */
export interface HeaderEvent {
  readonly type: 'header';
  readonly account: string;
  readonly alias?: string;
  readonly region: string;
  readonly regionSource: string;
  readonly arn: string;
  /** Seconds the session is still good for. */
  readonly sessionSeconds?: number;
  readonly endpoint?: string;
  readonly stackName: string;
}

/** A sentence for people that is no result: what is being done, what was found. Always stderr in text mode. */
export interface NoteEvent {
  readonly type: 'note';
  readonly level: 'info' | 'good' | 'warn';
  readonly message: string;
  /** More lines, indented under it. */
  readonly detail?: readonly string[];
  /** It tells of things that stay, whatever becomes of the run. */
  readonly stays?: true;
}

/** A silence that may last: a spinner at a terminal, one line elsewhere. `message` undefined ends it. */
interface BusyEvent {
  readonly type: 'busy';
  /** Over in seconds: only for who is looking on; a log does without it. */
  readonly brief?: true;
  readonly message?: string;
}

/** `--verbose`: one call to AWS. Always a line of stderr, whatever else is printed how. */
export interface TraceEvent {
  readonly type: 'trace';
  readonly message: string;
}

/** What is left to do, filled in with real values. */
export interface NextEvent {
  readonly type: 'next';
  readonly url?: string;
  /** A text alone is a sentence, or a command. */
  readonly steps: readonly (string | NextStep)[];
}

/** A document for stdout as it is: a help page, records in a file format, `export` lines. Ends with a newline. */
export interface TextEvent {
  readonly type: 'text';
  readonly text: string;
  /** Where it goes in text mode, if not stdout. */
  readonly to?: 'stderr';
  /** A page to read: which of its lines (from 0) are headings. A document without them is for programs, and stays as it is. */
  readonly heads?: readonly number[];
}
