import type { Clock } from '../../core/clock.ts';
import { isInstallError } from '../../core/errors.ts';
import type { StackStatus } from '../../core/stack-status.ts';
import { ServiceError, type Operation, type ResourceFailures, type Service } from '../service.ts';
import type { AccountState } from '../account/state.ts';
import { accountOperations } from './api/account-operations.ts';
import { changeSetOperations } from './api/change-set-operations.ts';
import { driftOperations } from './api/drift-operations.ts';
import { eventOperations } from './api/event-operations.ts';
import { readOperations } from './api/read-operations.ts';
import { recoveryOperations } from './api/recovery-operations.ts';
import { liveStacks } from './api/refusals.ts';
import { stackOperations } from './api/stack-operations.ts';
import { templateOperations } from './api/template-operations.ts';
import { typeOperations } from './api/type-operations.ts';
import { bringTo } from './engine/any-status.ts';
import { createStack } from './engine/create-stack.ts';
import { deleteStack } from './engine/delete-stack.ts';
import { continueRollback } from './engine/update-rollback.ts';
import { updateStack } from './engine/update-stack.ts';
import { Identifiers } from './model/identifiers.ts';
import { findStack, outputIn, type CustomReplies, type PeerAccount, type World } from './model/world.ts';
import { fetchTemplate } from './model/template-source.ts';
import { markDrift, seed, type Difference, type SeededStack } from './seed.ts';
import { Timeline } from './time/timeline.ts';

export { fetchTemplate };

export interface CloudFormationOptions {
  readonly account: AccountState;
  /** The account's side of the clock. */
  readonly clock: Clock;
  readonly failures: ResourceFailures;
  /** Known only once the server listens. */
  readonly endpoint: () => string;
  /**
   * An operation is over before anyone can look. A client that asks after its DeleteStack whether it began is told so
   * once, by name, or it would take the stack for one that never was.
   */
  readonly skipsTime?: boolean;
  /** Templates by their path in a folder: what an address ends in is read from here where no bucket of the account has it. */
  readonly nestedTemplates?: ReadonlyMap<string, Uint8Array>;
  /** What custom resources answer: attributes by logical id. */
  readonly replies?: CustomReplies;
  /** Resource types of others that are activated, or that are newer than what is known here. */
  readonly assumedTypes?: ReadonlySet<string>;
  /** Where each account makes itself known to the others; absent: it is alone. */
  readonly peers?: Map<string, PeerAccount>;
  /** How a template outside the account is read; without it, over the internet. */
  readonly fetchTemplate?: (url: string) => Promise<Uint8Array>;
  /** Same seed, same ids. */
  readonly seed?: number;
  /** What operations take, as a share of the usual time; absent: all of it. */
  readonly durationScale?: number;
}

export interface CloudFormation extends Service {
  /** A stack that was there before the rehearsal began, side effects included. Only at start-up. */
  seed(stack: SeededStack): void;
  /** What a resource of a stack is called in the account. */
  physicalId(stackName: string, logicalId: string): string;
  /** Logical ids of the resources of every stack that is there. */
  resourceNames(): ReadonlySet<string>;
  /** Takes a stack that is at rest to any status, with the events that lead there; one under way goes on to its end. */
  bringTo(stackName: string, status: StackStatus): void;
  /** Somebody changed a resource outside CloudFormation. */
  markDrift(stackName: string, logicalId: string, difference: Difference): void;
  /** Forgets everything under way. */
  close(): void;
}

function worldOf(options: CloudFormationOptions): World {
  const { peers = new Map<string, PeerAccount>() } = options;
  const world: World = {
    account: options.account,
    timeline: new Timeline(options.clock, { scale: options.durationScale }),
    identifiers: new Identifiers(options.seed),
    failures: options.failures,
    endpoint: options.endpoint,
    // A nested stack waits for its template while it is under way: time must not run past that.
    fetchTemplate: (url) => options.clock.during((options.fetchTemplate ?? fetchTemplate)(url)),
    stacks: new Map(),
    changeSets: new Map(),
    detections: new Map(),
    revisions: new Map(),
    nestedTemplates: options.nestedTemplates ?? new Map(),
    replies: options.replies ?? new Map(),
    assumedTypes: options.assumedTypes ?? new Set(),
    peers,
    signals: new Map(),
    handleSignals: new Map(),
    ...(options.skipsTime === true ? { lastReadings: new Map() } : {}),
    running: new Map(),
    waitingForRoot: new Map(),
    nested: {
      create: (stack, definition) => createStack({ world, stack, definition }),
      update: (stack, definition) =>
        updateStack({ world, stack, definition, disableRollback: false, nested: true }),
      continueRollback: (stack, skip) => continueRollback({ world, stack, skip, nested: true }),
      remove: (stack) => deleteStack({ world, stack }),
    },
  };
  peers.set(options.account.id, {
    account: options.account,
    outputOf: (...of) => outputIn(world, ...of),
  });
  return world;
}

/** The rehearsed account's CloudFormation; it owns its stacks and keeps their time. */
export function makeCloudFormation(options: CloudFormationOptions): CloudFormation {
  const world = worldOf(options);
  options.account.stackCount = () => liveStacks(world).length;
  return {
    id: 'cloudformation',
    operations: operationsOf(world),
    seed: (stack) => seed(world, stack),
    physicalId: (stackName, logicalId) => {
      const resource = findStack(world, world.account.region, stackName)?.resources.get(logicalId);
      if (resource === undefined) throw new Error(`${stackName} has no resource ${logicalId}`);
      return resource.physicalId;
    },
    resourceNames: () => new Set(liveStacks(world).flatMap((stack) => [...stack.resources.keys()])),
    bringTo: (stackName, status) => {
      world.timeline.catchUp();
      const stack = findStack(world, world.account.region, stackName);
      if (stack === undefined) throw new Error(`there is no stack ${stackName} to bring to ${status}`);
      bringTo(world, stack, status);
    },
    markDrift: (stackName, logicalId, difference) =>
      markDrift(findStack(world, world.account.region, stackName), logicalId, difference),
    close: () => world.timeline.close(),
  };
}

const operationsOf = (world: World): Readonly<Record<string, Operation>> => {
  const operations = {
    ...stackOperations(world),
    ...recoveryOperations(world),
    ...eventOperations(world),
    ...changeSetOperations(world),
    ...readOperations(world),
    ...templateOperations(world),
    ...driftOperations(world),
    ...typeOperations(world),
    ...accountOperations(world),
  };
  return Object.fromEntries(Object.entries(operations).map(([name, one]) => [name, upToDate(world, one)]));
};

/** Whatever is due by now has happened before a call is answered. */
const upToDate = (world: World, inner: Operation): Operation => ({
  ...inner,
  handle: async (input, context) => {
    world.timeline.catchUp();
    try {
      return await inner.handle(input, context);
    } catch (error) {
      throw isInstallError(error)
        ? new ServiceError('ValidationError', `Template error: ${error.message}`)
        : error;
    }
  },
});
