import type { Hook, HookAction } from '../../account/state.ts';
import { stackLook } from '../model/events.ts';
import type { HookLook, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { failedHooks, hookOutcome, hooksOn } from '../planning/hooks.ts';
import type { Story } from '../time/story.ts';

/** All look at once. @returns the words of those that stop it; undefined where none of them does */
export function* hookLooks(
  { identifiers }: World,
  hooks: readonly Hook[],
  tellLook: (look: HookLook) => void,
): Story<string | undefined> {
  if (hooks.length === 0) return undefined;
  const looks = hooks.map((hook) => ({ hook, id: identifiers.uuid() }));
  yield identifiers.between(200, 600);
  for (const { hook, id } of looks)
    tellLook({ ...named(hook), id, status: 'HOOK_IN_PROGRESS', reason: 'Invoking hook' });
  yield identifiers.between(400, 900);
  for (const { hook, id } of looks) tellLook({ ...named(hook), id, ...hookOutcome(hook) });
  return failedHooks(hooks);
}

const named = ({ type, mode }: Hook): Pick<HookLook, 'type' | 'mode'> => ({ type, mode });

/**
 * What hooks whose target is the stack say of it, before anything in it is touched. No recording of AWS's events around
 * such a hook is public: the words are those that it has for a resource's, and who tells them is the stack.
 * @returns why they stop the operation
 */
export function* lookAtStack(
  world: World,
  stack: StackRecord,
  action: HookAction,
): Story<string | undefined> {
  const hooks = hooksOn(world, stack, action).filter(({ wholeStacks }) => wholeStacks === true);
  return yield* hookLooks(world, hooks, (look) => stackLook(world, stack, look));
}
