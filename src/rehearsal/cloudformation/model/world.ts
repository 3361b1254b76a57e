import type { ResourceFailures } from '../../service.ts';
import type { AccountState } from '../../account/state.ts';
import type { Signal, Story, Task } from '../time/story.ts';
import type { Timeline } from '../time/timeline.ts';
import type { ChangeSetRecord } from './change-set-record.ts';
import { type Identifiers } from './identifiers.ts';
import type { ResourceSignal, SignalInbox } from '../time/signal-inbox.ts';
import type { Definition, StackRecord } from './stack-record.ts';

interface DriftDetection {
  readonly id: string;
  readonly stackId: string;
  readonly startedAt: number;
  readonly doneAt: number;
}

/** Logical id → attribute → value: the `Data` that a custom resource's function answers with. */
export type CustomReplies = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Everything the CloudFormation engine shares: the account, the agenda, the ids, and what exists. */
export interface World {
  readonly account: AccountState;
  readonly timeline: Timeline;
  readonly identifiers: Identifiers;
  readonly failures: ResourceFailures;
  /** `http://127.0.0.1:PORT`: template URLs beneath it are read from the account's buckets. */
  readonly endpoint: () => string;
  /** Reads a template that lies outside the account. */
  readonly fetchTemplate: (url: string) => Promise<Uint8Array>;
  /** By ARN; deleted ones stay, as AWS keeps them for 90 days. */
  readonly stacks: Map<string, StackRecord>;
  /** By ARN; executed ones stay readable. */
  readonly changeSets: Map<string, ChangeSetRecord>;
  readonly detections: Map<string, DriftDetection>;
  /** Newest revisions of task definitions, layers and function versions, by ARN without the number. */
  readonly revisions: Map<string, number>;
  /** Templates that stand for objects of buckets the account does not have, by path. */
  readonly nestedTemplates: ReadonlyMap<string, Uint8Array>;
  readonly replies: CustomReplies;
  /** All accounts there are, this one too, by id. */
  readonly peers: ReadonlyMap<string, PeerAccount>;
  /** Types beyond CloudFormation's own that the account has activated. */
  readonly assumedTypes: ReadonlySet<string>;
  /** Where signals for resources that wait for some go, by stack ARN and logical id. */
  readonly signals: Map<string, SignalInbox>;
  /** Signals that came to each wait condition handle, by its address. */
  readonly handleSignals: Map<string, ResourceSignal[]>;
  /** What a deleted stack is once more told as by its name, by region and name; absent where time is not skipped. */
  readonly lastReadings?: Map<string, object>;
  /** What is under way, by stack ARN. */
  readonly running: Map<string, StackOperation>;
  /** Nested stacks that wait in their clean-up phase, by ARN: given when their root reaches its own. */
  readonly waitingForRoot: Map<string, Signal>;
  /** What a nested stack's own operations are; a parent's operation begins and watches them. */
  readonly nested: NestedOperations;
}

/** An operation under way. */
interface StackOperation {
  readonly task: Task<unknown>;
  /** An update that may still be turned round. */
  stoppable: boolean;
}

/** Another account's CloudFormation, as far as a template may read in it. */
export interface PeerAccount {
  readonly account: AccountState;
  readonly outputOf: (region: string, stackName: string, key: string) => string | undefined;
}

interface NestedOperations {
  readonly create: (child: StackRecord, definition: Definition) => Story;
  /** Waits in its clean-up phase until the root reaches its own. */
  readonly update: (child: StackRecord, definition: Definition) => Story;
  /** Takes up a rollback that failed; `skip` as its root was given it. Waits in its clean-up like an update. */
  readonly continueRollback: (child: StackRecord, skip: ReadonlySet<string>) => Story;
  /** Gives the logical ids that could not be deleted. */
  readonly remove: (child: StackRecord) => Story<readonly string[]>;
}

const stackArn = (world: World, region: string, name: string): string =>
  `arn:${world.account.partition}:cloudformation:${region}:${world.account.id}:stack/${name}/${world.identifiers.uuidV1()}`;

/** By ARN, or by the name of one that is not deleted. */
export function findStack(world: World, region: string, nameOrId: string): StackRecord | undefined {
  const byId = world.stacks.get(nameOrId);
  if (byId !== undefined) return byId;
  for (const stack of world.stacks.values())
    if (stack.name === nameOrId && stack.region === region && stack.status !== 'DELETE_COMPLETE')
      return stack;
  return undefined;
}

export const outputIn = (world: World, region: string, stackName: string, key: string): string | undefined =>
  findStack(world, region, stackName)?.outputs.find((output) => output.key === key)?.value;

type NewStack = Pick<StackRecord, 'name' | 'region'> & Partial<Pick<StackRecord, 'parentId' | 'rootId'>>;

export function newStack(world: World, fields: NewStack): StackRecord {
  const stack = stackRecord(world, fields);
  world.stacks.set(stack.id, stack);
  return stack;
}

/** A stack that nobody can find yet. */
export function stackRecord(world: World, fields: NewStack): StackRecord {
  return {
    id: stackArn(world, fields.region, fields.name),
    name: fields.name,
    region: fields.region,
    status: 'REVIEW_IN_PROGRESS',
    reason: undefined,
    detailedStatus: undefined,
    definition: undefined,
    resources: new Map(),
    outputs: [],
    createdAt: world.timeline.now(),
    updatedAt: undefined,
    deletedAt: undefined,
    changeSetId: undefined,
    terminationProtection: false,
    onFailure: 'ROLLBACK',
    timeoutMinutes: undefined,
    policy: undefined,
    parentId: fields.parentId,
    rootId: fields.rootId,
    events: [],
    operationEvents: [],
    operations: [],
    tokens: new Map(),
    token: undefined,
    before: undefined,
    leftovers: [],
    driftStatus: 'NOT_CHECKED',
    driftCheckedAt: undefined,
  };
}
