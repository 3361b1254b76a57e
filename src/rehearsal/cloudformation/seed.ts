import { dayMs } from '../../core/duration.ts';
import { parseTemplate } from '../../template/index.ts';
import { createStack } from './engine/create-stack.ts';
import { startOperation } from './engine/operation.ts';
import { definitionFrom, requiredCapabilities } from './model/definition.ts';
import type { StackRecord } from './model/stack-record.ts';
import { findStack, newStack, type World } from './model/world.ts';

/** A stack that was there before the rehearsal began. */
export interface SeededStack {
  readonly stackName: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** How long ago its creation began. */
  readonly minutesAgo: number;
  readonly terminationProtection?: boolean;
  /** What a drift detection found a day ago; absent: there was none. */
  readonly drift?: readonly (Difference & { readonly logicalId: string })[];
}

export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** Somebody changed a resource outside CloudFormation. */
export function markDrift(stack: StackRecord | undefined, logicalId: string, difference: Difference): void {
  const resource = stack?.resources.get(logicalId);
  if (resource === undefined) throw new Error(`there is no resource ${logicalId} that could drift`);
  resource.drift = [...resource.drift, difference];
}

const foundDrifted = (world: World, stackName: string, drift: NonNullable<SeededStack['drift']>): void => {
  const stack = findStack(world, world.account.region, stackName);
  for (const { logicalId, ...difference } of drift) markDrift(stack, logicalId, difference);
  if (stack === undefined) return;
  stack.driftStatus = 'DRIFTED';
  stack.driftCheckedAt = world.timeline.now() - dayMs;
};

/** Makes a stack with its past: its events lie as far back as it says, its side effects are there. */
export function seed(world: World, seeded: SeededStack): void {
  const { region } = world.account;
  const definition = definitionFrom(world, region, seeded.template, {
    Parameters: Object.entries(seeded.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: requiredCapabilities(parseTemplate(seeded.template), false),
    Tags: Object.entries(seeded.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  });
  world.timeline.past(world.timeline.now() - seeded.minutesAgo * 60_000, () => {
    const stack = newStack(world, { name: seeded.stackName, region });
    stack.terminationProtection = seeded.terminationProtection === true;
    startOperation(world, stack, createStack({ world, stack, definition }));
  });
  if (seeded.drift !== undefined) foundDrifted(world, seeded.stackName, seeded.drift);
}
