import type { HeartbeatEvent, InProgress, StackLineEvent } from '../../core/events.ts';
import type { StackEvent } from '../../core/stack.ts';
import { stripControl } from '../../core/text.ts';
import { etaSeconds, type OperationGraph } from '../events/eta.ts';
import type { OperationHistory } from '../events/history.ts';
import { isOwnEvent } from '../events/operation.ts';

export interface View {
  readonly history: OperationHistory;
  readonly graph: OperationGraph | undefined;
  /** AWS's clock. */
  readonly now: number;
}

const progress = ({ history, graph, now }: View): { done: number; total: number; etaSeconds?: number } => {
  const eta = etaSeconds(history, graph, now);
  return { done: history.done, total: history.total, etaSeconds: eta };
};

export const stackLine = (event: StackEvent, view: View): StackLineEvent => ({
  type: 'stack',
  eventId: event.id,
  eventAt: new Date(event.at).toISOString(),
  stack: event.stackName,
  logicalId: event.logicalId,
  resourceType: event.resourceType,
  status: event.status,
  reason: event.reason === undefined ? undefined : stripControl(event.reason),
  ...progress(view),
  ...(isOwnEvent(event) && event.path.length === 0 ? { root: true as const } : {}),
});

/** The slowest first. A nested stack is not named while something inside it is. */
const inProgressOf = ({ history, graph, now }: View): readonly InProgress[] => {
  const usual = history.goingBack ? graph?.usualBack : graph?.usual;
  const inside = new Set(history.active.map(({ path }) => path.join('/')));
  return history.active
    .filter(({ path, logicalId }) => !inside.has([...path, logicalId].join('/')))
    .map(({ path, stack, logicalId, since }) => {
      const usualSeconds = path.length === 0 ? usual?.get(logicalId) : undefined;
      return {
        logicalId,
        stack,
        seconds: Math.max(0, Math.round((now - since) / 1_000)),
        usualSeconds: usualSeconds === undefined ? undefined : Math.round(usualSeconds),
      };
    })
    .sort((a, b) => b.seconds - a.seconds);
};

export const heartbeat = (view: View, trouble?: string): HeartbeatEvent => ({
  type: 'heartbeat',
  inProgress: inProgressOf(view),
  ...progress(view),
  ...(view.history.operation === undefined ? {} : { elapsedSeconds: elapsedSeconds(view.history, view.now) }),
  ...(view.history.status === undefined ? {} : { status: view.history.status }),
  ...(trouble === undefined ? {} : { trouble }),
});

/** Since the operation began, whole seconds. */
export const elapsedSeconds = (history: OperationHistory, now: number): number =>
  history.operation === undefined ? 0 : Math.max(0, Math.round((now - history.operation.startedAt) / 1_000));
