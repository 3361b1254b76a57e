import {
  CreateChangeSet$,
  DeleteChangeSet$,
  DescribeChangeSet$,
  ExecuteChangeSet$,
  ListChangeSets$,
  ListHookResults$,
} from '@aws-sdk/client-cloudformation';
import { operation, ServiceError, type CallContext, type Operation } from '../../service.ts';
import type { ChangeSetRecord } from '../model/change-set-record.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { changeSetsOf, discardChangeSet, wasExecuted } from '../planning/change-sets.ts';
import { changeSetShape, changeSetSummaryShape, changeShape } from './change-set-wire.ts';
import { createChangeSet, type CreateChangeSetInput } from './create-change-set.ts';
import { executeChangeSet } from './execute-change-set.ts';
import { page } from './pages.ts';
import { checkExecutable, invalid, stackOf } from './refusals.ts';

/** Looked up by ARN (executed ones too), or by name within a stack. */
const changeSetOf = (
  world: World,
  region: string,
  name: string,
  stackName: string | undefined,
): ChangeSetRecord | undefined => {
  if (name.startsWith('arn:')) return world.changeSets.get(name);
  if (stackName === undefined)
    throw invalid('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const stack = stackOf(world, region, stackName, 'used');
  return changeSetsOf(world, stack).find((one) => one.name === name);
};

const found = (changeSet: ChangeSetRecord | undefined, name: string): ChangeSetRecord => {
  if (changeSet !== undefined) return changeSet;
  throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
};

const owner = (world: World, changeSet: ChangeSetRecord): StackRecord =>
  stackOf(world, '', changeSet.stackId, 'used');

interface NamedInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
  readonly NextToken?: string;
  readonly IncludePropertyValues?: boolean;
}

const describe = (world: World, input: NamedInput, context: CallContext): object => {
  const changeSet = found(
    changeSetOf(world, context.region, input.ChangeSetName, input.StackName),
    input.ChangeSetName,
  );
  const { items, next } = page(changeSet.changes, input.NextToken, 100);
  return {
    ...changeSetShape(owner(world, changeSet), changeSet),
    Changes: items.map((change) => changeShape(change, input.IncludePropertyValues === true)),
    NextToken: next,
  };
};

interface ExecuteInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
  readonly ClientRequestToken?: string;
  readonly DisableRollback?: boolean;
}

const run = (world: World, input: ExecuteInput, context: CallContext): object => {
  const changeSet = found(
    changeSetOf(world, context.region, input.ChangeSetName, input.StackName),
    input.ChangeSetName,
  );
  const stack = owner(world, changeSet);
  const token = input.ClientRequestToken;
  // A retry of the request that already went through.
  if (token !== undefined && stack.tokens.get(token) === `execute ${changeSet.id}`) return {};
  if (changeSet.executionStatus !== 'AVAILABLE')
    throw new ServiceError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${
        changeSet.status === 'CREATE_COMPLETE' ? changeSet.executionStatus : changeSet.status
      }]`,
    );
  if (changeSet.onStackFailure !== undefined && input.DisableRollback !== undefined)
    throw invalid('DisableRollback can not be specified for a change set created with OnStackFailure.');
  if (changeSet.parentId !== undefined)
    throw invalid('Nested change sets are executed with their root change set.');
  checkExecutable(stack, changeSet, input.DisableRollback === true);
  if (token !== undefined) stack.tokens.set(token, `execute ${changeSet.id}`);
  stack.token = token;
  executeChangeSet(world, stack, changeSet, input.DisableRollback === true);
  return {};
};

const remove = (world: World, input: NamedInput, context: CallContext): object => {
  const changeSet = changeSetOf(world, context.region, input.ChangeSetName, input.StackName);
  if (changeSet === undefined) return {};
  if (wasExecuted(changeSet))
    throw new ServiceError(
      'InvalidChangeSetStatus',
      `Cannot delete ChangeSet in execution status ${changeSet.executionStatus}`,
    );
  discardChangeSet(world, changeSet);
  return {};
};

const list = (
  world: World,
  input: { readonly StackName: string; readonly NextToken?: string },
  context: CallContext,
): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  const { items, next } = page(changeSetsOf(world, stack), input.NextToken, 100);
  return { Summaries: items.map((changeSet) => changeSetSummaryShape(stack, changeSet)), NextToken: next };
};

interface HookResultsInput {
  readonly TargetType?: string;
  readonly TargetId?: string;
}

/** What hooks said of a change set, or of all change sets. Those about a resource are told by its events. */
const hookResults = (world: World, { TargetType, TargetId }: HookResultsInput): object => {
  const about = [...world.changeSets.values()].filter(({ id }) => TargetId === undefined || id === TargetId);
  if (TargetId !== undefined && about.length === 0)
    throw new ServiceError('HookResultNotFound', `Hook results for ${TargetId} do not exist`, 404);
  return {
    TargetType,
    TargetId,
    HookResults: about.flatMap(({ id: target, hooks }) =>
      hooks.map(({ id, type, mode, status, reason }) => ({
        HookResultId: id,
        InvocationPoint: 'PRE_PROVISION',
        FailureMode: mode,
        TypeName: type,
        Status: status,
        HookStatusReason: reason,
        TargetType: 'CHANGE_SET',
        TargetId: target,
      })),
    ),
  };
};

export const changeSetOperations = (world: World): Readonly<Record<string, Operation>> => ({
  CreateChangeSet: operation<CreateChangeSetInput>(CreateChangeSet$, (input, context) =>
    createChangeSet(world, input, context),
  ),
  DescribeChangeSet: operation<NamedInput>(DescribeChangeSet$, (input, context) =>
    describe(world, input, context),
  ),
  ExecuteChangeSet: operation<ExecuteInput>(ExecuteChangeSet$, (input, context) =>
    run(world, input, context),
  ),
  DeleteChangeSet: operation<NamedInput>(DeleteChangeSet$, (input, context) => remove(world, input, context)),
  ListHookResults: operation<HookResultsInput>(ListHookResults$, (input) => hookResults(world, input)),
  ListChangeSets: operation<Parameters<typeof list>[1]>(ListChangeSets$, (input, context) =>
    list(world, input, context),
  ),
});
