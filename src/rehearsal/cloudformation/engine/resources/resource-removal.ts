import { resourceGone } from '../../../../core/stack-status.ts';
import { removeFromAccount } from '../../account-effects/index.ts';
import { holdsImages } from '../../account-effects/repositories.ts';
import { resourceEvent, tell } from '../../model/events.ts';
import { askedReason, handlerReason } from '../../model/reasons.ts';
import { generalType } from '../../../../template/index.ts';
import { isNestedStack } from '../../model/resource-types.ts';
import type { EventRecord, HookInvocation, ResourceRecord, StackRecord } from '../../model/stack-record.ts';
import type { World } from '../../model/world.ts';
import { handlerTime } from '../../time/durations.ts';
import { hooksOn } from '../../planning/hooks.ts';
import type { Story } from '../../time/story.ts';
import { invokeHooks } from '../hook-invocations.ts';
import { reversed, walkDependencies } from '../dependency-walk.ts';
import { checkOrder } from '../invariants.ts';
import { removeNested } from '../nested-stacks.ts';

export interface RemovalRequest {
  readonly world: World;
  readonly stack: StackRecord;
  readonly resources: readonly ResourceRecord[];
  /** `delete` of a stack, `rollback` of a create, `cleanup` after an update. */
  readonly phase: 'delete' | 'rollback' | 'cleanup';
  /** The clean-up is a rollback's: what goes was made by the update that is taken back. */
  readonly takesBack?: true;
  /** RetainResources. */
  readonly retain?: ReadonlySet<string>;
  /** FORCE_DELETE_STACK: what cannot be deleted is left behind. */
  readonly force?: boolean;
}

/** A clean-up tries three times, three minutes apart, before it leaves a resource behind. */
const cleanupAttempts = 3;
const cleanupPause = 180_000;

/**
 * Deletes physical resources in reverse dependency order, in parallel branches.
 * @returns logical ids of those that could not be deleted
 */
export function* removeResources(request: RemovalRequest): Story<readonly string[]> {
  const byId = new Map(request.resources.map((resource) => [resource.logicalId, resource]));
  const needs = new Map(
    request.resources.map(({ logicalId, needs: wanted }) => [logicalId, inside(wanted, byId)]),
  );
  const dependants = reversed(needs);
  const failed: string[] = [];
  const first = request.stack.events.length;
  yield* walkDependencies({
    timeline: request.world.timeline,
    ids: [...byId.keys()].reverse(),
    needs: dependants,
    *visit(id) {
      const resource = byId.get(id);
      if (resource === undefined || (yield* removeOne(request, resource))) return true;
      failed.push(id);
      // A clean-up gives up on the one resource and goes on with the others.
      return request.phase === 'cleanup';
    },
  });
  checkOrder(request.stack.events.slice(first), dependants, leavesTheWay(request));
  return failed;
}

/** A clean-up and a forced delete go on past what would not go. */
const leavesTheWay =
  ({ phase, force }: RemovalRequest) =>
  ({ status }: EventRecord): boolean =>
    resourceGone(status) || (status === 'DELETE_FAILED' && (phase === 'cleanup' || force === true));

const inside = (wanted: ReadonlySet<string>, known: ReadonlyMap<string, unknown>): ReadonlySet<string> =>
  new Set([...wanted].filter((id) => known.has(id)));

/** False: it is left behind, and counts as failed. */
function* removeOne(request: RemovalRequest, resource: ResourceRecord): Story<boolean> {
  const { world, stack, phase, force } = request;
  // A nested stack that waits in its clean-up for a root that failed to get to its own, kept or not, waits no longer.
  world.waitingForRoot.get(resource.physicalId)?.give();
  const tellDelete = deleteTeller(request, resource);
  if (isRetained(request, resource)) {
    tellDelete('DELETE_SKIPPED');
    return true;
  }
  // What never got an id is only ticked off, after a while.
  if (resource.physicalId === '') {
    yield world.identifiers.between(200, 900);
    tellDelete('DELETE_COMPLETE');
    return true;
  }
  for (let attempt = 1; ; attempt += 1) {
    tellDelete('DELETE_IN_PROGRESS');
    const refused = yield* lookAtRemoval(request, resource, (hook) =>
      tellDelete('DELETE_IN_PROGRESS', undefined, hook),
    );
    const obstacle =
      refused ??
      (isNestedStack(resource.type)
        ? yield* removeNested(world, resource)
        : yield* removePhysical(request, resource));
    if (obstacle === undefined) {
      removeFromAccount(world, stack, resource);
      tellDelete('DELETE_COMPLETE');
      return true;
    }
    tellDelete('DELETE_FAILED', obstacle);
    if (phase !== 'cleanup' || attempt === cleanupAttempts) return force === true;
    yield cleanupPause;
  }
}

/** A rollback takes back what was never wanted, and asks nobody. @returns why hooks keep it */
function* lookAtRemoval(
  { world, stack, phase, takesBack }: RemovalRequest,
  { type }: ResourceRecord,
  tellInvocation: (hook: HookInvocation) => void,
): Story<string | undefined> {
  if (phase === 'rollback' || takesBack === true) return undefined;
  const looking = hooksOn(world, stack, 'DELETE').filter(({ resources = [] }) => resources.includes(type));
  return yield* invokeHooks(world, looking, tellInvocation);
}

/** @returns why it could not be deleted */
function* removePhysical(request: RemovalRequest, resource: ResourceRecord): Story<string | undefined> {
  const obstacle = obstacleOf(request, resource);
  yield obstacle === undefined ? handlerTime(request.world.identifiers, resource.type, 'delete') : 1500;
  return obstacle;
}

/** Tells of the resource: under the live record, or under its old id when another one took its place. */
const deleteTeller =
  ({ world, stack, phase }: RemovalRequest, resource: ResourceRecord) =>
  (status: string, reason?: string, hook?: HookInvocation): void => {
    const live = stack.resources.get(resource.logicalId) === resource;
    const bare = phase === 'cleanup' || hook !== undefined ? (true as const) : undefined;
    const detail = { reason, hook, bare };
    if (live) resourceEvent(world, stack, resource, status, detail);
    else tell(world, stack, { ...resource, type: generalType(resource.type) }, status, detail);
  };

const isRetained = (
  { phase, takesBack, retain, stack }: RemovalRequest,
  resource: ResourceRecord,
): boolean => {
  if (retain?.has(resource.logicalId) === true) return true;
  // A replaced resource goes by UpdateReplacePolicy, a removed one by DeletionPolicy.
  const replaced = phase === 'cleanup' && stack.resources.has(resource.logicalId);
  const policy = replaced ? resource.updateReplacePolicy : resource.deletionPolicy;
  const keptOnceMade = policy === 'RetainExceptOnCreate' && phase !== 'rollback' && takesBack !== true;
  return policy === 'Retain' || keptOnceMade;
};

/** What AWS says of types that are not deleted while they hold something, or never. */
const obstacles: Readonly<Record<string, (world: World, resource: ResourceRecord) => string | undefined>> = {
  'AWS::S3::Bucket': (world, { type, physicalId }) => {
    const bucket = world.account.buckets.get(physicalId);
    const full = bucket !== undefined && bucket.objects.size + bucket.versions.length > 0;
    return full
      ? handlerReason(
          world,
          type,
          'The bucket you tried to delete is not empty',
          'GeneralServiceException',
          409,
        )
      : undefined;
  },
  'AWS::ECR::Repository': (world, resource) =>
    holdsImages(world.account, resource)
      ? handlerReason(
          world,
          resource.type,
          `The repository with name '${resource.physicalId}' in registry with id '${world.account.id}' cannot be deleted because it still contains images`,
          'GeneralServiceException',
        )
      : undefined,
  // It goes with its VPC.
  'AWS::EC2::SecurityGroup': (world, { type, physicalId }) =>
    world.account.securityGroups.get(physicalId)?.name === 'default'
      ? handlerReason(
          world,
          type,
          `the specified group: "${physicalId}" name: "default" cannot be deleted by a user`,
          'InvalidRequest',
        )
      : undefined,
};

/** Why it cannot be deleted; undefined when nothing is in the way. */
const obstacleOf = ({ world, phase }: RemovalRequest, resource: ResourceRecord): string | undefined => {
  const asked = world.failures.reasonFor(resource.logicalId, phase === 'rollback' ? 'rollback' : 'delete');
  if (asked !== undefined) return askedReason(world, resource.type, asked.reason);
  return obstacles[resource.type]?.(world, resource);
};
