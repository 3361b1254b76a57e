import {
  CancelUpdateStack$,
  ContinueUpdateRollback$,
  RollbackStack$,
  SetStackPolicy$,
  SignalResource$,
  UpdateTerminationProtection$,
} from '@aws-sdk/client-cloudformation';
import { operation, type CallContext, type Operation } from '../../service.ts';
import { rollBackCreate } from '../engine/create-stack.ts';
import { startOperation, stopUpdate } from '../engine/operation.ts';
import { readPolicy } from '../engine/stack-policy.ts';
import { continueRollback, rollBackFailedUpdate } from '../engine/update-rollback.ts';
import { inboxKey } from '../time/signal-inbox.ts';
import type { StackRecord } from '../model/stack-record.ts';
import type { World } from '../model/world.ts';
import { invalid, stackOf } from './refusals.ts';
import { answer } from './stack-operations.ts';

const protect = (
  world: World,
  input: { readonly StackName: string; readonly EnableTerminationProtection: boolean },
  context: CallContext,
): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  if (stack.parentId !== undefined)
    throw invalid('TerminationProtection cannot be updated on a nested stack. Update it on the root stack.');
  if (stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS')
    throw invalid(
      `Termination protection cannot be updated on stack [${stack.name}] while it is in ${stack.status} state.`,
    );
  stack.terminationProtection = input.EnableTerminationProtection;
  return { StackId: stack.id };
};

const cancelUpdate = (
  world: World,
  input: { readonly StackName: string; readonly ClientRequestToken?: string },
  context: CallContext,
): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  const inTime = stack.status === 'UPDATE_IN_PROGRESS' && stopUpdate(world, stack, 'Stack update cancelled');
  if (!inTime) throw invalid('CancelUpdateStack cannot be called from current stack status');
  return {};
};

/**
 * What failed in going back, `NestedStackName.Id` in a nested stack; of a nested stack itself there is nothing to skip
 * while it is there.
 */
const canBeSkipped = (world: World, root: StackRecord, id: string): boolean => {
  const [name = '', inner] = id.split('.');
  const within = [...world.stacks.values()].filter(({ rootId }) => rootId === root.id);
  const holder = inner === undefined ? root : within.find((stack) => stack.name === name);
  const resource = holder?.resources.get(inner ?? name);
  const child = within.find((stack) => stack.id === resource?.physicalId);
  return resource?.status === 'UPDATE_FAILED' && (child === undefined || child.status.startsWith('DELETE_'));
};

const resume = (
  world: World,
  input: {
    readonly StackName: string;
    readonly ResourcesToSkip?: readonly string[];
    readonly ClientRequestToken?: string;
    readonly RoleARN?: string;
  },
  context: CallContext,
): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  if (stack.parentId !== undefined) throw invalid('RollbackUpdatedStack cannot be invoked on child stacks');
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED')
    throw invalid(
      `Stack:${stack.id} is in ${stack.status} state and can not continue rolling back; only UPDATE_ROLLBACK_FAILED can.`,
    );
  if (input.RoleARN !== undefined) context.permit('iam:PassRole');
  const skip = new Set(input.ResourcesToSkip ?? []);
  const wrong = [...skip].filter((id) => !canBeSkipped(world, stack, id));
  if (wrong.length > 0)
    throw invalid(
      `Resources [${wrong.join(', ')}] can not be skipped: only resources that are in UPDATE_FAILED state because the rollback failed can be.`,
    );
  stack.token = input.ClientRequestToken;
  startOperation(world, stack, continueRollback({ world, stack, skip }));
  return {};
};

const takeBack = (
  world: World,
  input: { readonly StackName: string; readonly ClientRequestToken?: string; readonly RoleARN?: string },
  context: CallContext,
): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED')
    throw invalid(`RollbackStack cannot be called from current stack status ${stack.status}.`);
  if (input.RoleARN !== undefined) context.permit('iam:PassRole');
  stack.token = input.ClientRequestToken;
  startOperation(
    world,
    stack,
    stack.status === 'UPDATE_FAILED'
      ? rollBackFailedUpdate(world, stack)
      : rollBackCreate(world, stack, 'User Initiated'),
  );
  return answer(stack);
};

/** A signal for a resource that waits for none now is refused; the words are not AWS's own, which nobody has kept. */
const signal = (world: World, input: ResourceSignalInput, context: CallContext): object => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  const { LogicalResourceId: id } = input;
  const resource = stack.resources.get(id);
  if (resource === undefined) throw invalid(`Resource ${id} does not exist for stack ${stack.name}`);
  const inbox = world.signals.get(inboxKey(stack.id, id));
  if (inbox === undefined)
    throw invalid(`Resource ${id} is in ${resource.status} state and cannot be signaled`);
  inbox.put({ uniqueId: input.UniqueId, status: input.Status });
  return {};
};

interface ResourceSignalInput {
  readonly StackName: string;
  readonly LogicalResourceId: string;
  readonly UniqueId: string;
  readonly Status: 'SUCCESS' | 'FAILURE';
}

/** What turns an operation round, takes one up again, or guards a stack. */
export const recoveryOperations = (world: World): Readonly<Record<string, Operation>> => ({
  UpdateTerminationProtection: operation<Parameters<typeof protect>[1]>(
    UpdateTerminationProtection$,
    (input, context) => protect(world, input, context),
  ),
  CancelUpdateStack: operation<Parameters<typeof cancelUpdate>[1]>(CancelUpdateStack$, (input, context) =>
    cancelUpdate(world, input, context),
  ),
  ContinueUpdateRollback: operation<Parameters<typeof resume>[1]>(ContinueUpdateRollback$, (input, context) =>
    resume(world, input, context),
  ),
  RollbackStack: operation<Parameters<typeof takeBack>[1]>(RollbackStack$, (input, context) =>
    takeBack(world, input, context),
  ),
  SignalResource: operation<ResourceSignalInput>(SignalResource$, (input, context) =>
    signal(world, input, context),
  ),
  SetStackPolicy: operation<{ readonly StackName: string; readonly StackPolicyBody?: string }>(
    SetStackPolicy$,
    (input, context) => {
      if (input.StackPolicyBody !== undefined) readPolicy(input.StackPolicyBody);
      stackOf(world, context.region, input.StackName, 'used').policy = input.StackPolicyBody;
      return {};
    },
  ),
});
