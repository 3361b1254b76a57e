/** What a report is about, for the one who finds it later. */
export interface ReportMeta {
  readonly product: string;
  readonly stackName: string;
  /** Absent where AWS could not be asked. */
  readonly account?: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `--strict`: warnings and unknowns fail, in the reports as in the exit code. */
  readonly strict: boolean;
}
