import type { HeartbeatEvent, StackLineEvent } from '../../core/events.ts';
import { hookMessage, hookWords } from '../../core/hook.ts';
import type { StackEvent } from '../../core/stack.ts';
import { stripControl } from '../../core/text.ts';
import { isOwnEvent } from '../events/operation.ts';
import { failedResources, progressOf, type ProgressView } from '../events/progress.ts';

const hookVerbs: Readonly<Record<string, string>> = {
  HOOK_IN_PROGRESS: 'looks at it',
  HOOK_COMPLETE_SUCCEEDED: 'lets it pass',
};

/** A hook's look at a resource is told beside its status, which it does not change. */
const hookReason = ({ type, status, mode, reason = '' }: NonNullable<StackEvent['hook']>): string => {
  const verb = hookVerbs[status];
  if (verb !== undefined) return `${hookWords(type)} ${verb}`;
  return `${hookWords(type)} ${mode === 'WARN' ? 'warns' : 'refuses'}: ${hookMessage(reason)}`;
};

const reasonOf = ({ reason, hook }: StackEvent): string | undefined => {
  const words = reason ?? (hook && hookReason(hook));
  return words === undefined ? undefined : stripControl(words);
};

/** One event of CloudFormation's, with where the operation stands after it. */
export const stackLine = (event: StackEvent, view: ProgressView): StackLineEvent => ({
  type: 'stack',
  eventId: event.id,
  eventAt: new Date(event.at).toISOString(),
  stack: event.stackName,
  logicalId: event.logicalId,
  resourceType: event.resourceType,
  status: event.status,
  reason: reasonOf(event),
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
