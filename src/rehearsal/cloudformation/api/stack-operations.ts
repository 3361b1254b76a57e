import { CreateStack$, DeleteStack$, UpdateStack$ } from '@aws-sdk/client-cloudformation';
import { operation, ServiceError, type CallContext, type Operation } from '../../service.ts';
import { createStack } from '../engine/create-stack.ts';
import { deleteStack } from '../engine/delete-stack.ts';
import { startOperation } from '../engine/operation.ts';
import { readPolicy } from '../engine/stack-policy.ts';
import { updateStack } from '../engine/update-stack.ts';
import { definitionOf, type DefinitionInput } from '../model/definition.ts';
import { missingExports } from '../model/outputs.ts';
import type { Definition, StackRecord } from '../model/stack-record.ts';
import { checkReadable } from '../model/template-source.ts';
import { findStack, newStack, type World } from '../model/world.ts';
import { changesOf, hasChanges } from '../planning/changes.ts';
import { findingsOf } from '../planning/early-validation.ts';
import { stackShape } from './wire.ts';
import {
  checkDeletable,
  checkName,
  checkQuota,
  checkUpdatable,
  invalid,
  isRepeated,
  stackOf,
} from './refusals.ts';

interface CreateStackInput extends DefinitionInput {
  readonly StackName: string;
  readonly OnFailure?: StackRecord['onFailure'];
  readonly DisableRollback?: boolean;
  readonly TimeoutInMinutes?: number;
  readonly EnableTerminationProtection?: boolean;
  readonly ClientRequestToken?: string;
  readonly DisableValidation?: boolean;
  readonly StackPolicyBody?: string;
}

/** What makes two requests with one token the same. */
const fingerprint = (call: string, input: object): string => `${call} ${JSON.stringify(input)}`;

export const answer = (stack: StackRecord): object => ({
  StackId: stack.id,
  OperationId: stack.operations.at(-1)?.id,
});

const create = async (world: World, input: CreateStackInput, context: CallContext): Promise<object> => {
  const { region } = context;
  checkName(input.StackName, 'stackName');
  const existing = findStack(world, region, input.StackName);
  if (existing !== undefined) {
    const token = input.ClientRequestToken;
    if (
      token !== undefined &&
      existing.tokens.has(token) &&
      isRepeated(existing, token, fingerprint('create', input))
    )
      return { StackId: existing.id };
    throw new ServiceError('AlreadyExistsException', `Stack [${input.StackName}] already exists`);
  }
  if (input.OnFailure !== undefined && input.DisableRollback === true)
    throw invalid('Either specify OnFailure or DisableRollback, but not both.');
  if (input.RoleARN !== undefined) context.permit('iam:PassRole');
  if (input.StackPolicyBody !== undefined) readPolicy(input.StackPolicyBody);
  checkQuota(world);
  checkReadable(world, input, context.permit);
  const definition = await definitionOf(world, region, input);
  const stack = newStack(world, { name: input.StackName, region });
  // Express mode takes nothing back unless that is asked for.
  const unlessSaid = definition.express && input.DeploymentConfig?.DisableRollback !== false;
  stack.onFailure =
    input.DisableRollback === true
      ? 'DO_NOTHING'
      : (input.OnFailure ?? (unlessSaid ? 'DO_NOTHING' : 'ROLLBACK'));
  stack.timeoutMinutes = input.TimeoutInMinutes;
  stack.terminationProtection = input.EnableTerminationProtection === true;
  stack.policy = input.StackPolicyBody;
  stack.token = input.ClientRequestToken;
  isRepeated(stack, input.ClientRequestToken, fingerprint('create', input));
  const findings =
    input.DisableValidation === true || isImpossible(world, stack, definition)
      ? []
      : findingsOf(world, stack, definition, changesOf(world, stack, definition));
  startOperation(world, stack, createStack({ world, stack, definition, findings }));
  return answer(stack);
};

/** What its macros made of it, or what it imports, cannot be compared when it is not there; the operation says so. */
const isImpossible = (world: World, stack: StackRecord, definition: Definition): boolean =>
  definition.fault !== undefined || missingExports(world, stack, definition) !== undefined;

interface UpdateStackInput extends DefinitionInput {
  readonly StackName: string;
  readonly DisableRollback?: boolean;
  readonly ClientRequestToken?: string;
  readonly StackPolicyBody?: string;
  readonly StackPolicyDuringUpdateBody?: string;
}

const update = async (world: World, input: UpdateStackInput, context: CallContext): Promise<object> => {
  const stack = stackOf(world, context.region, input.StackName, 'used');
  const token = input.ClientRequestToken;
  if (
    token !== undefined &&
    stack.tokens.has(token) &&
    isRepeated(stack, token, fingerprint('update', input))
  )
    return answer(stack);
  const disableRollback = input.DisableRollback === true;
  checkUpdatable(stack, disableRollback);
  for (const policy of [input.StackPolicyBody, input.StackPolicyDuringUpdateBody])
    if (policy !== undefined) readPolicy(policy);
  if (input.RoleARN !== undefined) context.permit('iam:PassRole');
  checkReadable(world, input, context.permit);
  const definition = await definitionOf(world, context.region, input, { previous: stack.definition });
  const retry = stack.status === 'CREATE_FAILED' || stack.status === 'UPDATE_FAILED';
  const idle = (): boolean =>
    !hasChanges(world, stack, definition, changesOf(world, stack, definition).length);
  if (!retry && !isImpossible(world, stack, definition) && idle())
    throw invalid('No updates are to be performed.');
  isRepeated(stack, token, fingerprint('update', input));
  stack.token = token;
  stack.changeSetId = undefined;
  if (input.StackPolicyBody !== undefined) stack.policy = input.StackPolicyBody;
  const policyDuringUpdate = input.StackPolicyDuringUpdateBody;
  startOperation(
    world,
    stack,
    updateStack({ world, stack, definition, disableRollback, policyDuringUpdate }),
    {
      stoppable: true,
    },
  );
  return answer(stack);
};

interface DeleteStackInput {
  readonly StackName: string;
  readonly RetainResources?: readonly string[];
  readonly ClientRequestToken?: string;
  readonly DeletionMode?: string;
  readonly RoleARN?: string;
}

const remove = (world: World, input: DeleteStackInput, context: CallContext): object => {
  const stack = findStack(world, context.region, input.StackName);
  // A stack that is not there, or is going already, is a silent success.
  if (stack === undefined || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS')
    return {};
  checkDeletable(stack);
  if (input.RoleARN !== undefined) context.permit('iam:PassRole');
  const retain = new Set(input.RetainResources ?? []);
  const force = input.DeletionMode === 'FORCE_DELETE_STACK';
  if ((retain.size > 0 || force) && stack.status !== 'DELETE_FAILED')
    throw invalid(
      `Invalid operation on stack [${stack.id}]. ${force ? 'DeletionMode FORCE_DELETE_STACK' : 'RetainResources'} can only be specified for a stack in DELETE_FAILED state.`,
    );
  const unknown = [...retain].filter((id) => !stack.resources.has(id));
  if (unknown.length > 0)
    throw invalid(`Resources [${unknown.join(', ')}] do not exist in stack ${stack.name}`);
  stack.token = input.ClientRequestToken;
  startOperation(world, stack, deleteStack({ world, stack, retain, force }));
  // An empty stack is gone at once at AWS too.
  if (stack.definition !== undefined)
    world.lastReadings?.set(`${stack.region} ${stack.name}`, stackShape(world, stack));
  return {};
};

export const stackOperations = (world: World): Readonly<Record<string, Operation>> => ({
  CreateStack: operation<CreateStackInput>(CreateStack$, (input, context) => create(world, input, context)),
  UpdateStack: operation<UpdateStackInput>(UpdateStack$, (input, context) => update(world, input, context)),
  DeleteStack: operation<DeleteStackInput>(DeleteStack$, (input, context) => remove(world, input, context)),
});
