import { tell } from '../../model/events.ts';
import { hooksOn } from '../../planning/hooks.ts';
import type { Story } from '../../time/story.ts';
import { invokeHooks } from '../hook-invocations.ts';
import { ResourceFailed } from '../operation.ts';
import { tellOf, type ResourceStep } from './resource-step.ts';

/** The resource's first event, and what the account's hooks say before anything is done. @throws ResourceFailed */
export function* announce(step: ResourceStep, reason?: string): Story {
  const { world, stack, resource, verb } = step;
  tellOf(step, `${verb}_IN_PROGRESS`, reason === undefined ? {} : { reason });
  const looking = hooksOn(world, stack, verb).filter(({ resources = [] }) =>
    resources.includes(resource.type),
  );
  const refused = yield* invokeHooks(world, looking, (hook) =>
    tell(world, stack, resource, `${verb}_IN_PROGRESS`, { bare: true, hook }),
  );
  // The hook's own event alone says why.
  if (refused !== undefined) throw new ResourceFailed(refused);
}
