import { conditionOf, inProgress } from '../../../core/stack-status.ts';
import { ServiceError } from '../../service.ts';
import type { ChangeSetRecord } from '../model/change-set-record.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { findStack, type World } from '../model/world.ts';

export const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);

/** DescribeStacks says it one way, everything else another. */
export function stackOf(
  world: World,
  region: string,
  nameOrId: string,
  as: 'described' | 'used',
): StackRecord {
  const stack = findStack(world, region, nameOrId);
  if (stack !== undefined) return stack;
  throw invalid(
    as === 'described' ? `Stack with id ${nameOrId} does not exist` : `Stack [${nameOrId}] does not exist`,
  );
}

const namePattern = '[a-zA-Z][-a-zA-Z0-9]*';

/** @param field as the message names it: `stackName`, `changeSetName`. */
export function checkName(name: string, field: string): void {
  const broken =
    name.length > 128
      ? 'Member must have length less than or equal to 128'
      : new RegExp(`^${namePattern}$`).test(name)
        ? undefined
        : `Member must satisfy regular expression pattern: ${namePattern}`;
  if (broken !== undefined)
    throw invalid(
      `1 validation error detected: Value '${name}' at '${field}' failed to satisfy constraint: ${broken}`,
    );
}

/** Stacks that failed with rollback disabled can be updated only in the same way. */
export function checkUpdatable(stack: StackRecord, disableRollback: boolean): void {
  if (conditionOf(stack.status) === 'healthy') return;
  const failed = stack.status === 'CREATE_FAILED' || stack.status === 'UPDATE_FAILED';
  if (failed && disableRollback) return;
  throw notNow(stack);
}

const notNow = (stack: StackRecord): ServiceError =>
  invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);

/** An empty stack that is going, deleted by somebody else, does not come back by being created. */
export function checkExecutable(
  stack: StackRecord,
  { type }: Pick<ChangeSetRecord, 'type'>,
  disableRollback: boolean,
): void {
  const empty = stack.status === 'REVIEW_IN_PROGRESS';
  if (type === 'UPDATE' || (type === 'IMPORT' && !empty)) checkUpdatable(stack, disableRollback);
  else if (!empty) throw notNow(stack);
}

export function checkDeletable(stack: StackRecord): void {
  if (stack.terminationProtection)
    throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  // A create may be broken off; anything else under way may not.
  if (inProgress(stack.status) && stack.status !== 'CREATE_IN_PROGRESS')
    throw invalid(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
}

/**
 * One token is one request. True: it was made before, the answer is the same again.
 * @throws ServiceError when the token came with another request
 */
export function isRepeated(stack: StackRecord, token: string | undefined, request: string): boolean {
  if (token === undefined) return false;
  const before = stack.tokens.get(token);
  if (before === undefined) {
    stack.tokens.set(token, request);
    return false;
  }
  if (before === request) return true;
  throw new ServiceError(
    'TokenAlreadyExistsException',
    `The client request token ${token} has already been used for this stack. Retry the request with a different client request token`,
  );
}

/** The stacks that count against the quota. */
export const liveStacks = (world: World): readonly StackRecord[] =>
  [...world.stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE');

/** How many stacks the account may have in a region. */
export const stackLimit = (world: World): number =>
  world.account.quotas.get('cloudformation/L-0485CB21') ?? 2000;

export function checkQuota(world: World): void {
  const limit = stackLimit(world);
  if (liveStacks(world).length < limit) return;
  throw new ServiceError('LimitExceededException', `Limit for stacks has been exceeded: ${limit}`);
}
