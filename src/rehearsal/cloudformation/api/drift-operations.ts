import {
  DescribeStackDriftDetectionStatus$,
  DescribeStackResourceDrifts$,
  DetectStackDrift$,
} from '@aws-sdk/client-cloudformation';
import { conditionOf } from '../../../core/stack-status.ts';
import { operation, type CallContext, type Operation } from '../../service.ts';
import { lookForDrift } from '../account-effects/drift.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { page } from './pages.ts';
import { invalid, stackOf } from './refusals.ts';

/** AWS looks at one resource after another; a large stack takes minutes. */
const secondsPerResource = 2;

const detect = (world: World, input: { readonly StackName: string }, context: CallContext): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  if (conditionOf(stack.status) !== 'healthy')
    throw invalid(
      `Drift detection cannot be performed on stack [${stack.id}] in its current state ${stack.status}.`,
    );
  const id = world.identifiers.uuid();
  const startedAt = world.timeline.now();
  const time = 2000 + stack.resources.size * secondsPerResource * 1000;
  world.detections.set(id, { id, stackId: stack.id, startedAt, doneAt: startedAt + time });
  world.timeline.after(time, () => lookForDrift(world, stack, startedAt));
  return { StackDriftDetectionId: id };
};

const detectionStatus = (world: World, input: { readonly StackDriftDetectionId: string }): object => {
  const detection = world.detections.get(input.StackDriftDetectionId);
  if (detection === undefined)
    throw invalid(`Drift detection with id ${input.StackDriftDetectionId} does not exist.`);
  const stack = stackOf(world, '', detection.stackId, 'used');
  const over = world.timeline.now() >= detection.doneAt;
  return {
    StackId: stack.id,
    StackDriftDetectionId: detection.id,
    DetectionStatus: over ? 'DETECTION_COMPLETE' : 'DETECTION_IN_PROGRESS',
    StackDriftStatus: over ? stack.driftStatus : undefined,
    DriftedStackResourceCount: over
      ? lookedAt(stack).filter(({ driftFound }) => driftFound !== 'IN_SYNC').length
      : undefined,
    Timestamp: new Date(detection.startedAt),
  };
};

interface DriftsInput {
  readonly StackName: string;
  readonly StackResourceDriftStatusFilters?: readonly string[];
  readonly NextToken?: string;
}

const drifts = (world: World, input: DriftsInput, context: CallContext): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  const wanted = input.StackResourceDriftStatusFilters ?? [];
  const chosen = lookedAt(stack).filter(
    ({ driftFound }) => wanted.length === 0 || wanted.includes(driftFound ?? ''),
  );
  const { items, next } = page(chosen, input.NextToken, 100);
  return {
    StackResourceDrifts: items.map((resource) => driftShape(stack, resource)),
    NextToken: next,
  };
};

const lookedAt = (stack: StackRecord): readonly ResourceRecord[] =>
  [...stack.resources.values()].filter(({ driftFound }) => driftFound !== undefined);

const driftShape = (stack: StackRecord, resource: ResourceRecord): object => ({
  StackId: stack.id,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  StackResourceDriftStatus: resource.driftFound,
  Timestamp: new Date(stack.driftCheckedAt ?? 0),
  PropertyDifferences:
    resource.driftFound === 'MODIFIED'
      ? resource.drift.map(({ path, expected, actual }) => ({
          PropertyPath: path,
          ExpectedValue: expected,
          ActualValue: actual,
          DifferenceType: 'NOT_EQUAL',
        }))
      : undefined,
});

export const driftOperations = (world: World): Readonly<Record<string, Operation>> => ({
  DetectStackDrift: operation<Parameters<typeof detect>[1]>(DetectStackDrift$, (input, context) =>
    detect(world, input, context),
  ),
  DescribeStackDriftDetectionStatus: operation<Parameters<typeof detectionStatus>[1]>(
    DescribeStackDriftDetectionStatus$,
    (input) => detectionStatus(world, input),
  ),
  DescribeStackResourceDrifts: operation<DriftsInput>(DescribeStackResourceDrifts$, (input, context) =>
    drifts(world, input, context),
  ),
});
