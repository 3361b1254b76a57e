import type { EarlyValidationFinding, Ports } from '../../core/ports.ts';
import { hookMessage, hookWords } from '../../core/hook.ts';
import { resourceFailed, turnsBack } from '../../core/stack-status.ts';
import type { RootCause, StackEvent } from '../../core/stack.ts';
import { saysCancelled, saysHooksFailed } from '../aws-texts.ts';
import { isOwnEvent } from '../events/operation.ts';
import { alarmCause, type AlarmReading } from './alarms.ts';
import { parseReason } from './reason.ts';

/** The stack says only that something failed in a check whose findings DescribeEvents alone tells. */
const hidesFindings = /Validation failure detected|Validation failed with|hook\(s\)\/validation failed/i;

const isFailure = (event: StackEvent): boolean => resourceFailed(event.status);

/** In time's order; events of one stack keep the order they came in. */
const inOrder = (events: readonly StackEvent[]): readonly StackEvent[] =>
  events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.at - b.event.at || a.index - b.index)
    .map(({ event }) => event);

export function causeFrom(event: StackEvent, reason = event.reason ?? ''): RootCause {
  const { text, ...parsed } = parseReason(reason);
  return {
    logicalId: event.logicalId,
    resourceType: event.resourceType,
    reason: text,
    path: event.path.length === 0 ? undefined : event.path,
    ...parsed,
  };
}

/** Each hook's own message stands in its own event; the failure after it only names the hooks. */
const hookReason = (failure: StackEvent, events: readonly StackEvent[]): string | undefined => {
  if (!saysHooksFailed(failure.reason ?? '')) return undefined;
  const said = events.flatMap(({ logicalId, stackId, hook }) =>
    logicalId === failure.logicalId && stackId === failure.stackId && stops(hook)
      ? [`${hookWords(hook?.type ?? '')}: ${hookMessage(hook?.reason ?? '')}`]
      : [],
  );
  return said.length === 0 ? undefined : [...new Set(said)].join('; ');
};

const stops = (hook: StackEvent['hook']): boolean =>
  hook?.status === 'HOOK_COMPLETE_FAILED' && hook.mode !== 'WARN' && hook.reason !== undefined;

const stackTurns = (event: StackEvent): boolean => isOwnEvent(event) && turnsBack(event.status);

/** First failures of resources, cancelled siblings and summaries left out, oldest first. */
export const trueFailures = (events: readonly StackEvent[]): readonly StackEvent[] =>
  inOrder(events).filter((event) => isFailure(event) && !isOwnEvent(event) && !saysCancelled(event.reason));

const embedded = (events: readonly StackEvent[]): StackEvent | undefined =>
  inOrder(events).find(
    (event) => isFailure(event) && !isOwnEvent(event) && /^Embedded stack/.test(event.reason ?? ''),
  );

/** The stack's own words, where no resource failed: a parameter that does not exist, an export in use, a time-out. */
const stackReason = (events: readonly StackEvent[]): StackEvent | undefined =>
  inOrder(events).find(
    (event) =>
      isOwnEvent(event) &&
      event.path.length === 0 &&
      event.reason !== undefined &&
      !/^User Initiated|^Eventual consistency|^Update successful/i.test(event.reason) &&
      !saysCancelled(event.reason),
  );

/**
 * The first failure that is nobody else's consequence, over nested stacks.
 * @param events of one operation, each stack's in its own order.
 */
export function rootCause(events: readonly StackEvent[]): RootCause | undefined {
  const [first] = trueFailures(events);
  const own = stackReason(events);
  if (first !== undefined && !startsEarlier(own, first))
    return causeFrom(first, hookReason(first, events) ?? first.reason ?? `${first.status} without a reason`);
  if (own !== undefined) return causeFrom(own, hookReason(own, events) ?? own.reason ?? '');
  const nested = embedded(events);
  return nested === undefined ? undefined : causeFrom(nested, nested.reason ?? '');
}

/** True where the stack went back for a reason of its own before any resource failed (in going back). */
const startsEarlier = (own: StackEvent | undefined, first: StackEvent): boolean =>
  own !== undefined && stackTurns(own) && own.at < first.at;

/** What keeps a rollback or a delete from ending: the failures after the stack turned back. */
export function blockers(events: readonly StackEvent[]): readonly StackEvent[] {
  const ordered = inOrder(events);
  const turned = ordered.findIndex((event) => event.path.length === 0 && stackTurns(event));
  return turned < 0 ? [] : trueFailures(ordered.slice(turned));
}

/**
 * The cause, with what early validation found where the events only say that it did, and the alarm that went off.
 * @param guards ARNs of the alarms that can roll the operation back
 */
export async function findCause(
  events: readonly StackEvent[],
  stackId: string,
  ports: Pick<Ports, 'stacks'> & AlarmReading,
  guards: readonly string[] = [],
): Promise<RootCause | undefined> {
  const cause = rootCause(events);
  if (cause !== undefined && !hidesFindings.test(cause.reason))
    return (await alarmCause(cause, guards, events, ports)) ?? cause;
  const findings = await ports.stacks
    .findings({ stackId })
    .catch((): readonly EarlyValidationFinding[] => []);
  const finding = findings.find(({ severity }) => severity === 'fail');
  if (finding === undefined) return (await alarmCause(cause, guards, events, ports)) ?? cause;
  return {
    logicalId: finding.logicalId,
    resourceType: finding.resourceType,
    reason: parseReason(finding.reason).text,
  };
}
