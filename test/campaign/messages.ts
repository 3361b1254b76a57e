/** A signal to a process of the tool at its n-th call from now. */
export interface PlannedSignal {
  readonly pid: number;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  readonly atCall: number;
  readonly moment: 'arrived' | 'done';
}

export interface StartRequest {
  readonly name: string;
  readonly scenario: string;
  readonly fail: readonly string[];
  readonly speed: number;
  readonly latencyMs: number;
  readonly templates: string;
  readonly seed: number;
  /** Share of answers that are lost on their way. */
  readonly lost: number;
  /** From the n-th call on no connection holds, for so many milliseconds of real time. */
  readonly outage?: { readonly atCall: number; readonly lasting: number };
}

export type AccountRequest = { readonly id: number } & (
  | { readonly do: 'start'; readonly start: StartRequest }
  | { readonly do: 'arm'; readonly name: string; readonly shot: PlannedSignal }
  | { readonly do: 'endFaults'; readonly name: string; readonly resources: 'heal' | 'stay' }
  | { readonly do: 'look' | 'stop'; readonly name: string }
);

/** What the account holds. */
export interface AccountSnapshot {
  readonly stacks: readonly {
    readonly name: string;
    readonly status: string;
    readonly protected: boolean;
    readonly outputs: Readonly<Record<string, string>>;
    readonly changeSets: readonly string[];
  }[];
  readonly records: readonly {
    readonly name: string;
    readonly type: string;
    readonly alias?: { readonly dnsName: string };
  }[];
  /** DNS names. */
  readonly balancers: readonly string[];
  readonly secrets: readonly string[];
  readonly buckets: readonly string[];
  readonly calls: number;
}
