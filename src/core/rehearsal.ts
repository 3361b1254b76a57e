/** What answers bring into a rehearsed account: it is made to hold the AWS ids that they name. */
export interface RehearsedAnswers {
  readonly account?: string;
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly buckets?: readonly string[];
  /** CloudFormation's types of the template's parameters, by key, where the template is at hand. */
  readonly types?: Readonly<Record<string, string>>;
}

/** The rehearsed account that a command line asks for. */
export interface RehearsalRequest {
  /** Absent: the one that the account to be brought back began with, or `ready`. */
  readonly scenario?: string;
  /** Each value of `--fail`. */
  readonly fail: readonly string[];
  readonly speed: number | 'max';
  /** Real milliseconds added to every call. */
  readonly latencyMs: number;
  readonly port?: number;
  /** The tool is in another process and keeps its own time. */
  readonly serve: boolean;
  /** The package's `templates/` folder. */
  readonly templates: string;
  readonly answers?: RehearsedAnswers;
  /** Each value of `--assume-export`. */
  readonly assumeExport?: readonly string[];
  /** Each value of `--reply`. */
  readonly reply?: readonly string[];
  /** Each value of `--assume-type`. */
  readonly assumeType?: readonly string[];
  /** Templates beneath the folder of `--nested-dir`, by their path in it. */
  readonly nested?: ReadonlyMap<string, Uint8Array>;
  /** The account is kept, to be brought back by what its `saved()` tells; `saved`: told by an earlier one. */
  readonly keep?: { readonly saved?: string };
}

/** What `--fail` makes the API do, each as it is written; anything else that it is given names a resource. */
export const apiFaults = {
  Throttling: 'Throttling=0.3',
  Stale: 'Stale=0.2',
  Cut: 'Cut=0.1',
  ExpiredToken: 'ExpiredToken@60s',
  Disconnect: 'Disconnect@30s+5m',
  Stall: 'Stall@30s+5m',
  Deny: 'Deny=service:Action',
  AllowOnly: 'AllowOnly=service:Action',
} as const;

export type ApiFault = keyof typeof apiFaults;

export const isApiFault = (name: string): name is ApiFault => Object.hasOwn(apiFaults, name);

/** `Throttling=0.3, Stale=0.2, …` */
export const apiFaultForms = Object.values(apiFaults).join(', ');
