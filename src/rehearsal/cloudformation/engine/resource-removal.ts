import { vanish } from '../account-effects/index.ts';
import { handlerTime } from '../time/durations.ts';
import { resourceEvent, tell } from '../model/events.ts';
import { Flow, reversed } from './dependency-walk.ts';
import { isNested, removeNested } from './nested-stacks.ts';
import { askedReason, handlerReason } from '../model/reasons.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';

export interface RemovalRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly resources: readonly ResourceRecord[];
  /** `delete` of a stack, `rollback` of a create, `cleanup` after an update. */
  readonly phase: 'delete' | 'rollback' | 'cleanup';
  /** RetainResources. */
  readonly retain?: ReadonlySet<string>;
  /** FORCE_DELETE_STACK: what cannot be deleted is left behind. */
  readonly force?: boolean;
  readonly settled: (failed: readonly string[]) => void;
}

/** A clean-up tries three times, three minutes apart, before it leaves a resource behind. */
const cleanupAttempts = 3;
const cleanupPause = 180_000;

/** Deletes physical resources in reverse dependency order, in parallel branches. */
export const remove = (request: RemovalRequest): void => {
  const byId = new Map(request.resources.map((resource) => [resource.logicalId, resource]));
  const needs = new Map(
    request.resources.map(({ logicalId, needs: wanted }) => [logicalId, inside(wanted, byId)]),
  );
  const failed: string[] = [];
  const flow: Flow = new Flow({
    ids: [...byId.keys()].reverse(),
    needs: reversed(needs),
    start: (id) => {
      const resource = byId.get(id);
      if (resource !== undefined) removeOne(request, resource, { flow, failed, attempt: 1 });
    },
    finished: () => request.settled(failed),
  });
  flow.begin();
};

const inside = (wanted: ReadonlySet<string>, known: ReadonlyMap<string, unknown>): ReadonlySet<string> =>
  new Set([...wanted].filter((id) => known.has(id)));

interface Course {
  readonly flow: Flow;
  readonly failed: string[];
  readonly attempt: number;
}

const removeOne = (request: RemovalRequest, resource: ResourceRecord, course: Course): void => {
  const { world } = request;
  const say = speaker(request, resource);
  if (isRetained(request, resource)) {
    say('DELETE_SKIPPED');
    course.flow.completed(resource.logicalId);
    return;
  }
  // What never got an id is only ticked off, after a while.
  if (resource.physicalId === '') {
    world.timeline.after(world.identifiers.between(200, 900), () => {
      say('DELETE_COMPLETE');
      course.flow.completed(resource.logicalId);
    });
    return;
  }
  say('DELETE_IN_PROGRESS');
  if (isNested(resource.type)) {
    removeNested(world, resource, (reason) => ended(request, resource, course, reason));
    return;
  }
  const obstacle = obstacleOf(request, resource);
  const time = obstacle === undefined ? handlerTime(world, resource.type, 'delete') : 1500;
  world.timeline.after(time, () => ended(request, resource, course, obstacle));
};

const ended = (
  request: RemovalRequest,
  resource: ResourceRecord,
  course: Course,
  obstacle: string | undefined,
): void => {
  if (obstacle !== undefined) return refused(request, resource, course, obstacle);
  vanish(request.world, request.stack, resource);
  speaker(request, resource)('DELETE_COMPLETE');
  course.flow.completed(resource.logicalId);
};

const refused = (request: RemovalRequest, resource: ResourceRecord, course: Course, reason: string): void => {
  const { world, phase, force } = request;
  speaker(request, resource)('DELETE_FAILED', reason);
  if (phase === 'cleanup' && course.attempt < cleanupAttempts) {
    const again = { ...course, attempt: course.attempt + 1 };
    world.timeline.after(cleanupPause, () => removeOne(request, resource, again));
    return;
  }
  if (force === true) {
    course.flow.completed(resource.logicalId);
    return;
  }
  course.failed.push(resource.logicalId);
  // A clean-up gives up on the one resource and goes on with the others.
  if (phase === 'cleanup') course.flow.completed(resource.logicalId);
  else course.flow.failed(resource.logicalId);
};

/** Tells of the resource: under the live record, or under its old id when another one took its place. */
const speaker =
  ({ world, stack, phase }: RemovalRequest, resource: ResourceRecord) =>
  (status: string, reason?: string): void => {
    const live = stack.resources.get(resource.logicalId) === resource;
    const detail = { reason, bare: phase === 'cleanup' ? (true as const) : undefined };
    if (live) resourceEvent(world, stack, resource, status, detail);
    // A clean-up calls every custom resource by its general type.
    else tell(world, stack, { ...resource, type: generalType(resource.type) }, status, detail);
  };

const generalType = (type: string): string =>
  type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type;

const isRetained = ({ phase, retain, stack }: RemovalRequest, resource: ResourceRecord): boolean => {
  if (retain?.has(resource.logicalId) === true) return true;
  // A replaced resource goes by UpdateReplacePolicy, a removed one by DeletionPolicy.
  const replaced = phase === 'cleanup' && stack.resources.has(resource.logicalId);
  const policy = replaced ? resource.updateReplacePolicy : resource.deletionPolicy;
  return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && phase !== 'rollback');
};

/** Why it cannot be deleted; undefined when nothing is in the way. */
const obstacleOf = ({ world, phase }: RemovalRequest, resource: ResourceRecord): string | undefined => {
  const asked = world.failures.reasonFor(resource.logicalId, phase === 'rollback' ? 'rollback' : 'delete');
  if (asked !== undefined) return askedReason(world, resource.type, asked.reason);
  if (resource.type !== 'AWS::S3::Bucket') return undefined;
  const bucket = world.account.buckets.get(resource.physicalId);
  const full = bucket !== undefined && bucket.objects.size + bucket.versions.length > 0;
  return full
    ? handlerReason(
        world,
        resource.type,
        'The bucket you tried to delete is not empty',
        'GeneralServiceException',
        409,
      )
    : undefined;
};
