import type { Clock } from '../../core/clock.ts';
import type { Operation, ResourceFailures, Service } from '../service.ts';
import type { AccountState } from '../state.ts';
import { changeSetOperations } from './change-set-operations.ts';
import { driftOperations } from './drift-operations.ts';
import { Identifiers } from './identifiers.ts';
import { readOperations } from './read-operations.ts';
import { liveStacks, stackOperations } from './stack-operations.ts';
import { templateOperations } from './template-operations.ts';
import { Timeline } from './timeline.ts';
import type { World } from './world.ts';

export interface CloudFormationOptions {
  readonly account: AccountState;
  /** The account's side of the clock. */
  readonly clock: Clock;
  readonly failures: ResourceFailures;
  /** Known only once the server listens. */
  readonly endpoint: () => string;
  /** Same seed, same ids. */
  readonly seed?: number;
}

export interface CloudFormation extends Service {
  /** Forgets everything under way. */
  close(): void;
}

/** The rehearsed account's CloudFormation; it owns its stacks and keeps their time. */
export const makeCloudFormation = (options: CloudFormationOptions): CloudFormation => {
  const world: World = {
    account: options.account,
    timeline: new Timeline(options.clock),
    identifiers: new Identifiers(options.seed),
    failures: options.failures,
    endpoint: options.endpoint,
    stacks: new Map(),
    changeSets: new Map(),
    detections: new Map(),
    running: new Map(),
  };
  options.account.stackCount = () => liveStacks(world).length;
  const operations = {
    ...stackOperations(world),
    ...changeSetOperations(world),
    ...readOperations(world),
    ...templateOperations(world),
    ...driftOperations(world),
  };
  return {
    id: 'cloudformation',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, one]) => [name, upToDate(world, one)]),
    ),
    close: () => world.timeline.close(),
  };
};

/** Whatever is due by now has happened before a call is answered. */
const upToDate = (world: World, inner: Operation): Operation => ({
  ...inner,
  handle: (input, context) => {
    world.timeline.catchUp();
    return inner.handle(input, context);
  },
});
