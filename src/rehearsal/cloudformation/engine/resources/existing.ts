import type { ImportTarget } from '../../model/change-set-record.ts';
import type { ResourceRecord } from '../../model/stack-record.ts';
import { importObstacle } from '../../planning/imports/targets.ts';
import type { Story } from '../../time/story.ts';
import { ResourceFailed } from '../operation.ts';
import { tellOf, type ResourceStep } from './resource-step.ts';

/**
 * A resource that is there becomes the stack's, in the middle of a create or an update.
 * @param taken as it is told of under the id that it has
 * @throws ResourceFailed
 */
export function* takeExisting(
  step: ResourceStep,
  target: ImportTarget,
  taken: Pick<ResourceRecord, 'physicalId' | 'attributes'>,
): Story {
  const { world, stack, resource } = step;
  tellOf(step, 'IMPORT_IN_PROGRESS', { reason: 'Resource import started.' });
  yield world.identifiers.between(600, 1400);
  const obstacle = importObstacle(world, stack, target);
  if (obstacle !== undefined) throw new ResourceFailed(obstacle);
  resource.physicalId = taken.physicalId;
  resource.attributes = taken.attributes;
  tellOf(step, 'IMPORT_COMPLETE', { reason: 'Resource import completed.' });
  yield world.identifiers.between(300, 900);
  tellOf(step, 'UPDATE_IN_PROGRESS', {
    reason: 'Apply stack-level tags to imported resource if applicable.',
  });
  yield world.identifiers.between(2000, 20_000);
  tellOf(step, 'UPDATE_COMPLETE');
}
