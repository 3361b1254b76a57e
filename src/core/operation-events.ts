import type { StackStatus } from './stack-status.ts';

/** What the engine says of a stack's operation while it is watched, and at its end. `stack/watch` makes them. */

export interface InProgress {
  /** Name of the stack the resource is in: nested stacks made of one template share their logical ids. */
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  /** How long it has been in progress. */
  readonly seconds: number;
  /** How long this type usually takes. */
  readonly usualSeconds?: number;
}

/** A resource that failed of itself; those cancelled because of it are not listed. */
export interface FailedResource {
  /** Name of the stack the resource is in. */
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string;
}

/** Where an operation stands. */
export interface OperationProgress {
  /** The slowest first; the first ten. */
  readonly inProgress: readonly InProgress[];
  /** How many more are in progress than are listed. */
  readonly moreInProgress?: number;
  readonly done: number;
  readonly total: number;
  readonly etaSeconds?: number;
  /** Since the operation began. */
  readonly elapsedSeconds?: number;
}

export interface StackLineEvent extends OperationProgress {
  readonly type: 'stack';
  readonly eventId: string;
  /** ISO 8601, AWS's clock. */
  readonly eventAt: string;
  /** Name of the stack the resource is in (a nested one has its own). */
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string;
  /** In the order in which they failed, since the operation began. */
  readonly failed: readonly FailedResource[];
  /** True for the root stack's own events. */
  readonly root?: true;
}

export interface HeartbeatEvent extends OperationProgress {
  readonly type: 'heartbeat';
  /** The stack's status, and since when AWS could not be reached where it cannot. */
  readonly status?: StackStatus;
  readonly trouble?: string;
}

export interface SettledEvent {
  readonly type: 'settled';
  readonly status: StackStatus;
  readonly succeeded: boolean;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly rootCause?: {
    readonly logicalId: string;
    readonly resourceType: string;
    readonly reason: string;
    readonly remedy?: string;
    readonly docs?: string;
    readonly meaning?: string;
  };
  readonly elapsedSeconds?: number;
}
