import {
  DescribeStackResource$,
  DescribeStackResources$,
  DescribeStacks$,
  GetStackPolicy$,
  ListExports$,
  ListImports$,
  ListStackResources$,
  ListStacks$,
} from '@aws-sdk/client-cloudformation';
import { operation, type ServiceError, type CallContext, type Operation } from '../../service.ts';
import { importersOf } from '../model/outputs.ts';
import { exportsOf } from '../model/scope.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { findStack, type World } from '../model/world.ts';
import { freeName } from './last-readings.ts';
import { page } from './pages.ts';
import { invalid, stackOf } from './refusals.ts';
import {
  resourceDetailShape,
  resourceShape,
  resourceSummaryShape,
  stackShape,
  summaryShape,
} from './wire.ts';

interface StackInput {
  readonly StackName: string;
  readonly NextToken?: string;
  readonly LogicalResourceId?: string;
}

/** In practice never more than 100 to a page. */
const pageSize = 100;

const describeStack = (world: World, nameOrId: string, { region }: CallContext): object => {
  const key = `${region} ${nameOrId}`;
  const last = world.lastReadings?.get(key);
  world.lastReadings?.delete(key);
  if (last !== undefined && findStack(world, region, nameOrId) === undefined) return last;
  const stack = stackOf(world, region, nameOrId, 'described');
  freeName(world, stack);
  return stackShape(world, stack);
};

const describeStacks = (world: World, input: Partial<StackInput>, context: CallContext): object => {
  if (input.StackName !== undefined) return { Stacks: [describeStack(world, input.StackName, context)] };
  const { items, next } = page(inRegion(world, context.region, false), input.NextToken, pageSize);
  return { Stacks: items.map((stack) => stackShape(world, stack)), NextToken: next };
};

/** Newest first. */
const inRegion = (world: World, region: string, deleted: boolean): readonly StackRecord[] =>
  [...world.stacks.values()]
    .filter((stack) => stack.region === region && (deleted || stack.status !== 'DELETE_COMPLETE'))
    .reverse();

const listStacks = (
  world: World,
  input: { readonly StackStatusFilter?: readonly string[]; readonly NextToken?: string },
  context: CallContext,
): object => {
  const wanted = input.StackStatusFilter ?? [];
  const stacks = inRegion(world, context.region, true).filter(
    ({ status }) => wanted.length === 0 || wanted.includes(status),
  );
  const { items, next } = page(stacks, input.NextToken, pageSize);
  return { StackSummaries: items.map(summaryShape), NextToken: next };
};

const describeStackResources = (
  world: World,
  input: Partial<StackInput> & { readonly PhysicalResourceId?: string },
  context: CallContext,
): object => {
  const stack = owner(world, input, context);
  const chosen = [...stack.resources.values()].filter(
    ({ logicalId }) => input.LogicalResourceId === undefined || logicalId === input.LogicalResourceId,
  );
  if (input.LogicalResourceId !== undefined && chosen.length === 0)
    throw noResource(stack, input.LogicalResourceId);
  return { StackResources: chosen.slice(0, pageSize).map((resource) => resourceShape(stack, resource)) };
};

const owner = (
  world: World,
  input: Partial<StackInput> & { readonly PhysicalResourceId?: string },
  context: CallContext,
): StackRecord => {
  if (input.StackName !== undefined) return stackOf(world, context.region, input.StackName, 'described');
  const wanted = input.PhysicalResourceId;
  if (wanted === undefined) throw invalid('Either stackName or physicalResourceId must be specified');
  const holder = inRegion(world, context.region, false).find((stack) =>
    [...stack.resources.values()].some(({ physicalId }) => physicalId === wanted),
  );
  if (holder === undefined) throw invalid(`Stack for ${wanted} does not exist`);
  return holder;
};

const noResource = (stack: StackRecord, logicalId: string): ServiceError =>
  invalid(`Resource ${logicalId} does not exist for stack ${stack.name}`);

const describeStackResource = (world: World, input: StackInput, context: CallContext): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  const resource = stack.resources.get(input.LogicalResourceId ?? '');
  if (resource === undefined) throw noResource(stack, input.LogicalResourceId ?? '');
  return { StackResourceDetail: resourceDetailShape(stack, resource) };
};

const listStackResources = (world: World, input: StackInput, context: CallContext): object => {
  const stack = stackOf(world, context.region, input.StackName, 'described');
  const { items, next } = page([...stack.resources.values()], input.NextToken, pageSize);
  return {
    StackResourceSummaries: items.map((resource) => resourceSummaryShape(stack, resource)),
    NextToken: next,
  };
};

const listExports = (world: World, input: { readonly NextToken?: string }, context: CallContext): object => {
  const { items, next } = page([...exportsOf(world, context.region).values()], input.NextToken, pageSize);
  return {
    Exports: items.map(({ name, value, stack }) => ({
      ExportingStackId: stack.id,
      Name: name,
      Value: value,
    })),
    NextToken: next,
  };
};

const listImports = (
  world: World,
  input: { readonly ExportName: string; readonly NextToken?: string },
  context: CallContext,
): object => {
  const holder = exportsOf(world, context.region).get(input.ExportName);
  const importers = holder === undefined ? [] : importersOf(world, holder.stack, input.ExportName);
  if (importers.length === 0) throw invalid(`Export '${input.ExportName}' is not imported by any stack.`);
  return { Imports: importers.map(({ name }) => name) };
};

export const readOperations = (world: World): Readonly<Record<string, Operation>> => ({
  DescribeStacks: operation<Partial<StackInput>>(DescribeStacks$, (input, context) =>
    describeStacks(world, input, context),
  ),
  ListStacks: operation<Parameters<typeof listStacks>[1]>(ListStacks$, (input, context) =>
    listStacks(world, input, context),
  ),

  DescribeStackResources: operation<Partial<StackInput>>(DescribeStackResources$, (input, context) =>
    describeStackResources(world, input, context),
  ),
  DescribeStackResource: operation<StackInput>(DescribeStackResource$, (input, context) =>
    describeStackResource(world, input, context),
  ),
  ListStackResources: operation<StackInput>(ListStackResources$, (input, context) =>
    listStackResources(world, input, context),
  ),

  ListExports: operation<Parameters<typeof listExports>[1]>(ListExports$, (input, context) =>
    listExports(world, input, context),
  ),
  ListImports: operation<Parameters<typeof listImports>[1]>(ListImports$, (input, context) =>
    listImports(world, input, context),
  ),
  GetStackPolicy: operation<StackInput>(GetStackPolicy$, (input, context) => ({
    StackPolicyBody: stackOf(world, context.region, input.StackName, 'used').policy,
  })),
});
