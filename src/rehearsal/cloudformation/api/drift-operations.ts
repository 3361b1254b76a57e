import {
  DescribeStackDriftDetectionStatus$,
  DescribeStackResourceDrifts$,
  DetectStackDrift$,
} from '@aws-sdk/client-cloudformation';
import { conditionOf } from '../../../core/stack-status.ts';
import { operation, type CallContext, type Operation } from '../../service.ts';
import type { ResourceRecord, StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { page } from './pages.ts';
import { invalid, stackOf } from './refusals.ts';

/** Types whose loss the account can see. */
const isThere = (world: World, { type, physicalId }: ResourceRecord): boolean => {
  const { account } = world;
  switch (type) {
    case 'AWS::S3::Bucket':
      return account.buckets.has(physicalId);
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return account.loadBalancers.has(physicalId);
    case 'AWS::RDS::DBInstance':
      return account.databases.has(physicalId);
    case 'AWS::Elasticsearch::Domain':
      return account.searchDomains.has(physicalId);
    case 'AWS::IAM::Role':
      return account.roles.has(physicalId);
    default:
      return true;
  }
};

const statusOf = (world: World, resource: ResourceRecord): 'DELETED' | 'MODIFIED' | 'IN_SYNC' => {
  if (!isThere(world, resource)) return 'DELETED';
  return resource.drift.length > 0 ? 'MODIFIED' : 'IN_SYNC';
};

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
  world.timeline.after(time, () => {
    const drifted = [...stack.resources.values()].some((resource) => statusOf(world, resource) !== 'IN_SYNC');
    stack.driftStatus = drifted ? 'DRIFTED' : 'IN_SYNC';
    stack.driftCheckedAt = startedAt;
  });
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
      ? [...stack.resources.values()].filter((resource) => statusOf(world, resource) !== 'IN_SYNC').length
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
  const chosen = [...stack.resources.values()].filter(
    (resource) => wanted.length === 0 || wanted.includes(statusOf(world, resource)),
  );
  const { items, next } = page(stack.driftCheckedAt === undefined ? [] : chosen, input.NextToken, 100);
  return {
    StackResourceDrifts: items.map((resource) => driftShape(world, stack, resource)),
    NextToken: next,
  };
};

const driftShape = (world: World, stack: StackRecord, resource: ResourceRecord): object => ({
  StackId: stack.id,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  StackResourceDriftStatus: statusOf(world, resource),
  Timestamp: new Date(stack.driftCheckedAt ?? 0),
  PropertyDifferences: resource.drift.map(({ path, expected, actual }) => ({
    PropertyPath: path,
    ExpectedValue: expected,
    ActualValue: actual,
    DifferenceType: 'NOT_EQUAL',
  })),
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
