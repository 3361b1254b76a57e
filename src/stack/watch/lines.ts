import type { HeartbeatEvent, StackLineEvent } from '../../core/events.ts';
import type { StackEvent } from '../../core/stack.ts';
import { stripControl } from '../../core/text.ts';
import { isOwnEvent } from '../events/operation.ts';
import { failedResources, progressOf, type ProgressView } from '../events/progress.ts';

/** One event of CloudFormation's, with where the operation stands after it. */
export const stackLine = (event: StackEvent, view: ProgressView): StackLineEvent => ({
  type: 'stack',
  eventId: event.id,
  eventAt: new Date(event.at).toISOString(),
  stack: event.stackName,
  logicalId: event.logicalId,
  resourceType: event.resourceType,
  status: event.status,
  reason: event.reason === undefined ? undefined : stripControl(event.reason),
  ...progressOf(view),
  failed: failedResources(view.history),
  root: isOwnEvent(event) && event.path.length === 0 ? true : undefined,
});

/** @param trouble why AWS cannot be asked just now, one sentence. */
export const heartbeat = (view: ProgressView, trouble?: string): HeartbeatEvent => ({
  type: 'heartbeat',
  ...progressOf(view),
  status: view.history.status,
  trouble,
});
