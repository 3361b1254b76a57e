import type { HeartbeatEvent, InProgress, StackLineEvent } from '../../core/events.ts';

export interface FailedResource {
  readonly logicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason: string;
}

/** What a stack operation looks like right now, from the events read so far. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly etaSeconds?: number;
  /** Seconds since the operation began, as of `readAt`. */
  readonly elapsedSeconds?: number;
  readonly status?: string;
  readonly inProgress: readonly InProgress[];
  readonly failures: readonly FailedResource[];
  readonly trouble?: string;
  /** Milliseconds of our clock at which elapsed and in-progress times were true. */
  readonly readAt: number;
  /** AWS's time of the operation's first event, for elapsed time before the first heartbeat. */
  readonly beganAt?: number;
}

export const noProgress = (now: number): Progress => ({
  done: 0,
  total: 0,
  inProgress: [],
  failures: [],
  readAt: now,
});

// "Resource creation cancelled" is what happens to the neighbours of a failure, not a failure of its own.
const isFailure = (event: StackLineEvent): boolean =>
  event.status.endsWith('_FAILED') &&
  event.root !== true &&
  !/^Resource (creation|update|deletion) cancelled$/i.test(event.reason ?? '');

const withFailure = (progress: Progress, event: StackLineEvent): readonly FailedResource[] =>
  isFailure(event)
    ? [
        ...progress.failures,
        {
          logicalId: event.logicalId,
          resourceType: event.resourceType,
          status: event.status,
          reason: event.reason ?? '',
        },
      ]
    : progress.failures;

const isBusy = (status: string): boolean => status.endsWith('_IN_PROGRESS');

const isSame = (one: InProgress, { stack, logicalId }: StackLineEvent): boolean =>
  one.logicalId === logicalId && (one.stack === undefined || one.stack === stack);

// Kept by event until a heartbeat, which knows the times, says it better.
const inProgressAfter = (progress: Progress, event: StackLineEvent): readonly InProgress[] => {
  if (event.root === true) return progress.inProgress;
  const { stack, logicalId } = event;
  const others = progress.inProgress.filter((one) => !isSame(one, event));
  if (!isBusy(event.status)) return others;
  return others.length < progress.inProgress.length
    ? progress.inProgress
    : [...others, { logicalId, stack, seconds: 0 }];
};

export const afterStackEvent = (progress: Progress, event: StackLineEvent, now: number): Progress => {
  const at = Date.parse(event.eventAt);
  const beganAt = progress.beganAt ?? (Number.isNaN(at) ? undefined : at);
  const elapsed = beganAt === undefined || Number.isNaN(at) ? undefined : (at - beganAt) / 1000;
  const grown = Math.max(elapsed ?? 0, elapsedNow(progress, now) ?? 0);
  const since = (now - progress.readAt) / 1000;
  const aged = progress.inProgress.map((one) => ({ ...one, seconds: one.seconds + since }));
  const { etaSeconds: _eta, ...kept } = progress;
  return {
    ...kept,
    done: event.done,
    total: event.total,
    ...(event.etaSeconds === undefined ? {} : { etaSeconds: event.etaSeconds }),
    ...(event.root === true ? { status: event.status } : {}),
    inProgress: inProgressAfter({ ...progress, inProgress: aged }, event),
    failures: withFailure(progress, event),
    readAt: now,
    elapsedSeconds: grown,
    ...(beganAt === undefined ? {} : { beganAt }),
  };
};

export const afterHeartbeat = (progress: Progress, beat: HeartbeatEvent, now: number): Progress => {
  const { etaSeconds: _eta, trouble: _trouble, ...kept } = progress;
  const elapsedSeconds = beat.elapsedSeconds ?? elapsedNow(progress, now);
  return {
    ...kept,
    done: beat.done,
    total: beat.total,
    inProgress: beat.inProgress,
    readAt: now,
    ...(elapsedSeconds === undefined ? {} : { elapsedSeconds }),
    ...(beat.etaSeconds === undefined ? {} : { etaSeconds: beat.etaSeconds }),
    ...(beat.status === undefined ? {} : { status: beat.status }),
    ...(beat.trouble === undefined ? {} : { trouble: beat.trouble }),
  };
};

/** Elapsed seconds with the time since the last reading added. */
export const elapsedNow = (progress: Progress, now: number): number | undefined =>
  progress.elapsedSeconds === undefined
    ? undefined
    : progress.elapsedSeconds + Math.max(0, now - progress.readAt) / 1000;
