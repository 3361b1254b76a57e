import type { Ports } from '../../core/ports.ts';
import type { OperationKind, StackStatus } from '../../core/stack-status.ts';
import type { RootCause, Stack, StackEvent } from '../../core/stack.ts';
import type { AlarmReading } from '../diagnose/alarms.ts';
import type { OperationGraph } from '../events/eta.ts';
import type { ExpectedResource } from '../events/history.ts';

export interface WatchRequest {
  readonly stackId: string;
  readonly stackName: string;
  /** The command that picks the watching up again. */
  readonly resume: string;
  /** Id of the newest event before the operation, where this run began it (`Started.after`). */
  readonly after?: string;
  /** True where this run began the operation: a status at rest read too soon is then a stale one. */
  readonly begun?: boolean;
  /** What a success is; the operation that is found, by default. */
  readonly intent?: OperationKind;
  readonly expected?: readonly ExpectedResource[];
  readonly graph?: OperationGraph;
  /** ARNs of the alarms that can roll it back. */
  readonly guards?: readonly string[];
  readonly maxWaitMs?: number;
  /** The cause in words for this product; the bare reason otherwise. */
  readonly explain?: (cause: RootCause) => RootCause;
  /** Given the stack before its outputs are told: some may hold a secret. */
  readonly beforeOutputs?: (stack: Stack) => Promise<unknown>;
  /**
   * Asked on Ctrl-C; the answer is the signal to watch on with. Absent: watching ends.
   * @param status what the stack was last heard to be in
   */
  readonly onInterrupt?: (status: StackStatus | undefined) => Promise<AbortSignal | 'leave'>;
  /** Told of each event of the operation once, as it comes. */
  readonly onEvent?: (event: StackEvent) => void;
  /** Asked when re-reading the credentials did not help. Absent: watching ends. */
  readonly onExpired?: () => Promise<'retry' | 'leave'>;
}

export type WatchPorts = Pick<Ports, 'stacks' | 'clock' | 'emit' | 'signal'> &
  AlarmReading &
  Partial<Pick<Ports, 'caughtUp'>> & {
    readonly reloadCredentials?: () => Promise<void>;
  };

/** Why watching ended before the operation did. */
export type LeavingReason = 'interrupted' | 'detached' | 'max-wait' | 'credentials' | 'denied' | 'unclear';
