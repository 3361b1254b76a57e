import type { Hook } from '../../../account/state.ts';
import { tell } from '../../model/events.ts';
import { failedHooks, hookOutcome, hooksFor } from '../../planning/hooks.ts';
import type { HookLook } from '../../model/stack-record.ts';
import type { Story } from '../../time/story.ts';
import { ResourceFailed } from '../operation.ts';
import { tellOf, type ResourceStep } from './resource-step.ts';

/** The resource's first event, and what the account's hooks say before anything is done. @throws ResourceFailed */
export function* announce(step: ResourceStep, reason?: string): Story {
  tellOf(step, `${step.verb}_IN_PROGRESS`, reason === undefined ? {} : { reason });
  yield* invokeHooks(step);
}

/** All look at once; one that fails and may stop it is named, and its own event alone says why. */
function* invokeHooks(step: ResourceStep): Story {
  const { world, stack, resource } = step;
  const looking = hooksFor(world, stack).filter(({ resources = [] }) => resources.includes(resource.type));
  if (looking.length === 0) return;
  const looks = looking.map((hook) => ({ hook, id: world.identifiers.uuid() }));
  yield world.identifiers.between(200, 600);
  for (const { hook, id } of looks)
    tellLook(step, { ...named(hook), id, status: 'HOOK_IN_PROGRESS', reason: 'Invoking hook' });
  yield world.identifiers.between(400, 900);
  for (const { hook, id } of looks) tellLook(step, { ...named(hook), id, ...hookOutcome(hook) });
  const failed = failedHooks(looking);
  if (failed !== undefined) throw new ResourceFailed(failed);
}

const named = ({ type, mode }: Hook): Pick<HookLook, 'type' | 'mode'> => ({ type, mode });

const tellLook = ({ world, stack, resource, verb }: ResourceStep, hook: HookLook): void =>
  tell(world, stack, resource, `${verb}_IN_PROGRESS`, { bare: true, hook });
