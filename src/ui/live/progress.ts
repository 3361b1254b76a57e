import type {
  FailedResource,
  HeartbeatEvent,
  InProgress,
  OperationProgress,
  StackLineEvent,
} from '../../core/events.ts';

import type { StackStatus } from '../../core/stack-status.ts';
import { percentComplete } from './percent-complete.ts';

/** What a stack operation looks like right now, as the newest event tells it. */
export interface Progress extends OperationProgress {
  readonly status?: StackStatus;
  readonly failed: readonly FailedResource[];
  readonly trouble?: string;
  /** The highest share of the estimated time that was reached, whole. */
  readonly percent?: number;
  /** Milliseconds of our clock at which its times were true. */
  readonly readAt: number;
}

export const noProgress = (now: number): Progress => ({
  done: 0,
  total: 0,
  inProgress: [],
  failed: [],
  readAt: now,
});

const withPercent = (next: Progress, { percent }: Progress): Progress => ({
  ...next,
  percent: percentComplete(next, percent),
});

/** @param now our clock, milliseconds */
export const afterStackEvent = (progress: Progress, event: StackLineEvent, now: number): Progress =>
  withPercent(stackEventRead(progress, event, now), progress);

const stackEventRead = ({ status, trouble }: Progress, event: StackLineEvent, now: number): Progress => ({
  done: event.done,
  total: event.total,
  etaSeconds: event.etaSeconds,
  elapsedSeconds: event.elapsedSeconds,
  inProgress: event.inProgress,
  moreInProgress: event.moreInProgress,
  failed: event.failed,
  status: event.root === true ? (event.status as StackStatus) : status,
  trouble,
  readAt: now,
});

/** @param now our clock, milliseconds */
export const afterHeartbeat = (progress: Progress, beat: HeartbeatEvent, now: number): Progress =>
  withPercent(heartbeatRead(progress, beat, now), progress);

const heartbeatRead = (progress: Progress, beat: HeartbeatEvent, now: number): Progress => ({
  done: beat.done,
  total: beat.total,
  etaSeconds: beat.etaSeconds,
  elapsedSeconds: beat.elapsedSeconds ?? elapsedNow(progress, now),
  inProgress: beat.inProgress,
  moreInProgress: beat.moreInProgress,
  failed: progress.failed,
  status: beat.status ?? progress.status,
  trouble: beat.trouble,
  readAt: now,
});

const secondsSince = ({ readAt }: Progress, now: number): number => Math.max(0, now - readAt) / 1000;

/** Elapsed seconds with the time since the last reading added. */
export const elapsedNow = (progress: Progress, now: number): number | undefined =>
  progress.elapsedSeconds === undefined ? undefined : progress.elapsedSeconds + secondsSince(progress, now);

/** Seconds left with the time since the last reading taken off. */
export const etaNow = (progress: Progress, now: number): number | undefined =>
  progress.etaSeconds === undefined ? undefined : progress.etaSeconds - secondsSince(progress, now);

/** What is in progress, each older by the time since the last reading. */
export const inProgressNow = (progress: Progress, now: number): readonly InProgress[] =>
  progress.inProgress.map((one) => ({ ...one, seconds: one.seconds + secondsSince(progress, now) }));
