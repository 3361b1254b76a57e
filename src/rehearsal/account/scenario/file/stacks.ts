/** Each is true of every such thing in the account. */
export interface Ailments {
  readonly search?: {
    readonly color?: 'green' | 'yellow' | 'red';
    readonly freePercent?: number;
    readonly engineVersion?: string;
  };
  readonly database?: { readonly status?: string; readonly freePercent?: number };
  readonly services?: { readonly running: number; readonly stoppedReason?: string };
  readonly targets?: { readonly state: string; readonly description?: string };
  readonly canaries?: { readonly successPercent: number };
  readonly trails?: { readonly stopped?: true; readonly deliveryError?: string };
}

export interface ScenarioStack {
  readonly name: string;
  /** A file of the package's `templates/` folder. */
  readonly template: string;
  /** Its parameters: sample answers of this scenario name. */
  readonly answers: string;
  /** What came into its buckets since, by logical id. */
  readonly contents?: Readonly<Record<string, ScenarioContents>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** What somebody changed by hand, found a day ago. */
  readonly drift?: readonly ScenarioDrift[];
}

interface ScenarioDrift {
  readonly logicalId: string;
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

export interface ScenarioContents {
  /** Each is written that often; a bucket with versions keeps them all. */
  readonly objects: Readonly<Record<string, number>>;
  readonly versioning?: 'Enabled';
  readonly objectLock?: boolean;
  readonly mfaDelete?: boolean;
}
