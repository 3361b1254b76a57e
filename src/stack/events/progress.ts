import type { FailedResource, InProgress, OperationProgress } from '../../core/events.ts';
import { saysCancelled } from '../aws-texts.ts';
import { parseReason } from '../diagnose/reason.ts';
import { etaSeconds, type OperationGraph } from './eta.ts';
import type { Activity, OperationHistory } from './history.ts';

/** What is needed to say where an operation stands. */
export interface ProgressView {
  readonly history: OperationHistory;
  readonly graph?: OperationGraph;
  /** False: the time left is not computed. */
  readonly estimated?: boolean;
  /** AWS's clock. */
  readonly now: number;
}

const wholeSeconds = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1_000));

/** Only the root's own resources have a usual time: the template of a nested stack is not at hand. */
const usualSecondsOf = ({ history, graph }: ProgressView, { path, logicalId }: Activity) => {
  const usual = history.goingBack ? graph?.usualBack : graph?.usual;
  const seconds = path.length === 0 ? usual?.get(logicalId) : undefined;
  return seconds === undefined ? undefined : Math.round(seconds);
};

/** The slowest first. A nested stack is not named while something inside it is. */
const inProgressOf = (view: ProgressView): readonly InProgress[] => {
  const { active } = view.history;
  const inside = new Set(active.map(({ path }) => path.join('/')));
  return active
    .filter(({ path, logicalId }) => !inside.has([...path, logicalId].join('/')))
    .sort((a, b) => a.since - b.since)
    .map((activity) => ({
      stack: activity.stack,
      logicalId: activity.logicalId,
      resourceType: activity.type,
      seconds: wholeSeconds(activity.since, view.now),
      usualSeconds: usualSecondsOf(view, activity),
    }));
};

/** About what a screen shows. Each event carries the list: whole, it would grow with the square of a stack. */
const listed = 10;

/** Where an operation stands by the events recorded so far. */
export function progressOf(view: ProgressView): OperationProgress {
  const inProgress = inProgressOf(view);
  return {
    inProgress: inProgress.slice(0, listed),
    moreInProgress: inProgress.length > listed ? inProgress.length - listed : undefined,
    done: view.history.done,
    total: view.history.total,
    etaSeconds: view.estimated === false ? undefined : etaSeconds(view.history, view.graph, view.now),
    elapsedSeconds: elapsedSeconds(view.history, view.now),
  };
}

/** Resources that failed of themselves, in the order in which their failures were recorded; the first ten. A line of the screen has no room for the envelope of a reason. */
export const failedResources = (history: OperationHistory): readonly FailedResource[] =>
  history.failures
    .filter(({ reason }) => !saysCancelled(reason))
    .slice(0, listed)
    .map(({ stackName, logicalId, resourceType, status, reason }) => ({
      stack: stackName,
      logicalId,
      resourceType,
      status,
      reason: reason === undefined ? undefined : parseReason(reason).text,
    }));

/** Since the operation began, whole seconds; undefined where its beginning has not been met. */
export const elapsedSeconds = ({ operation }: OperationHistory, now: number): number | undefined =>
  operation === undefined ? undefined : wholeSeconds(operation.startedAt, now);
