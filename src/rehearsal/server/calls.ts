/** One call as the account saw it. */
export interface RecordedCall {
  readonly service: string;
  /** Empty when the service has no such operation. */
  readonly operation: string;
  /** The IAM action it needed; empty where none is. */
  readonly action: string;
  /** Milliseconds since 1970, by the rehearsal's clock. */
  readonly at: number;
  readonly region: string;
  /** The wire code it was refused with. */
  error?: string;
}
