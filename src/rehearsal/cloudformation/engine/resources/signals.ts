import { plain, scopeOf } from '../../model/scope.ts';
import { inboxKey, SignalInbox, type ResourceSignal } from '../../time/signal-inbox.ts';
import { recordOf, textOf, type Properties } from '../../model/values.ts';
import type { Story } from '../../time/story.ts';
import { ResourceFailed } from '../operation.ts';
import { heardEarlier } from './wait-handles.ts';
import { tellOf, type ResourceStep } from './resource-step.ts';

export interface ExpectedSignals {
  readonly count: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly waitCondition: boolean;
}

/** `PT1H30M`, in milliseconds; CloudFormation's default is five minutes. */
const durationOf = (text: string | undefined): number => {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text ?? 'PT5M') ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
};

/** What a wait condition, or a CreationPolicy, makes the stack wait for; undefined where it waits for nothing. */
export function expectedSignals({ world, stack, resource }: ResourceStep): ExpectedSignals | undefined {
  const { definition } = stack;
  const raw = definition?.template.resources.get(resource.logicalId)?.creationPolicy;
  const waitCondition = resource.type === 'AWS::CloudFormation::WaitCondition';
  if (definition !== undefined && raw !== undefined) {
    const policy = plain(raw, scopeOf(world, stack, definition));
    const wanted = policy === undefined ? {} : (recordOf(policy)['ResourceSignal'] ?? {});
    const signal: Properties = recordOf(wanted);
    if (Object.keys(signal).length > 0 || waitCondition)
      return {
        count: Number(textOf(signal, 'Count') ?? 1),
        timeout: durationOf(textOf(signal, 'Timeout')),
        waitCondition,
      };
  }
  if (!waitCondition) return undefined;
  const { properties } = resource;
  return {
    count: Number(textOf(properties, 'Count') ?? 1),
    timeout: Number(textOf(properties, 'Timeout') ?? 300) * 1000,
    waitCondition,
  };
}

/** Why it fails where no signal comes. */
export const notSignalled = ({ count, waitCondition }: ExpectedSignals): string =>
  waitCondition
    ? `WaitCondition timed out. Received 0 conditions when expecting ${count}`
    : `Failed to receive ${count} resource signal(s) within the specified duration`;

const received = ({ uniqueId, status }: ResourceSignal): string =>
  `Received ${status} signal with UniqueId ${uniqueId}`;

const failureOf = ({ waitCondition }: ExpectedSignals, signal: ResourceSignal): string =>
  waitCondition
    ? `WaitCondition received failed message: '${signal.reason ?? ''}' for uniqueId: ${signal.uniqueId}`
    : received(signal);

/**
 * Waits until all signals have come. No machine runs here that could send them, so those that nobody sent by
 * SignalResource, or put to a handle, come by themselves once the resource has taken its usual time.
 * @throws ResourceFailed
 */
export function* awaitSignals(step: ResourceStep, expected: ExpectedSignals, usual: number): Story {
  const { world, stack, resource } = step;
  const key = inboxKey(stack.id, resource.logicalId);
  const data: Record<string, string> = {};
  const inbox = new SignalInbox();
  world.signals.set(key, inbox);
  for (const signal of heardEarlier(step)) inbox.put(signal);
  const machine = world.timeline.after(Math.min(usual, expected.timeout), () => {
    for (let index = 0; index < expected.count; index += 1)
      inbox.put({
        uniqueId: index === 0 ? resource.physicalId : `${resource.physicalId}-${index}`,
        status: 'SUCCESS',
      });
  });
  try {
    for (let come = 0; come < expected.count; come += 1) {
      const signal = yield* inbox.take();
      if (signal.status === 'FAILURE') throw new ResourceFailed(failureOf(expected, signal));
      if (!expected.waitCondition) tellOf(step, `${step.verb}_IN_PROGRESS`, { reason: received(signal) });
      if (signal.data !== undefined) data[signal.uniqueId] = signal.data;
    }
    if (Object.keys(data).length > 0)
      resource.attributes = new Map([...resource.attributes, ['Data', JSON.stringify(data)]]);
  } finally {
    machine.cancel();
    world.signals.delete(key);
  }
}
