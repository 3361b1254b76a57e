import type { Hook, HookAction } from '../../account/state.ts';
import { stackHookEvent } from '../model/events.ts';
import type { HookInvocation, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { failedHooks, hookOutcome, hooksOn } from '../planning/hooks.ts';
import type { Story } from '../time/story.ts';

/** All are invoked at once. @returns the words of those that stop it; undefined where none of them does */
export function* invokeHooks(
  { identifiers }: World,
  hooks: readonly Hook[],
  tellInvocation: (invocation: HookInvocation) => void,
): Story<string | undefined> {
  if (hooks.length === 0) return undefined;
  const invocations = hooks.map((hook) => ({ hook, id: identifiers.uuid() }));
  yield identifiers.between(200, 600);
  for (const { hook, id } of invocations)
    tellInvocation({ ...named(hook), id, status: 'HOOK_IN_PROGRESS', reason: 'Invoking hook' });
  yield identifiers.between(400, 900);
  for (const { hook, id } of invocations) tellInvocation({ ...named(hook), id, ...hookOutcome(hook) });
  return failedHooks(hooks);
}

const named = ({ type, mode }: Hook): Pick<HookInvocation, 'type' | 'mode'> => ({ type, mode });

/**
 * What hooks whose target is the stack say of it, before anything in it is touched.
 * @returns why they stop the operation
 */
export function* invokeStackHooks(
  world: World,
  stack: StackRecord,
  action: HookAction,
): Story<string | undefined> {
  const hooks = hooksOn(world, stack, action).filter(({ wholeStacks }) => wholeStacks === true);
  return yield* invokeHooks(world, hooks, (invocation) => stackHookEvent(world, stack, invocation));
}
