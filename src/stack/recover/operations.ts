import type { Ports } from '../../core/ports.ts';
import { operationOf } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { awsWords, saysGone } from '../aws-texts.ts';
import { cancelRefused, interrupted, retainRefused, stackBusy, stackProtected } from '../errors.ts';
import { protectStack } from '../plan/execute.ts';
import { retryTransient } from '../retry.ts';
import { newestEventId, type StartedOperation } from '../events/started-operation.ts';
import { isNestedStack } from '../../template/index.ts';

type RecoverPorts = Pick<Ports, 'stacks' | 'clock' | 'signal'>;

export interface GuidedDeleteOptions {
  /** Logical ids to leave in place; CloudFormation takes them in DELETE_FAILED only. */
  readonly retain?: readonly string[];
  /** CloudFormation's forced delete: what cannot be deleted is left behind, unlisted. DELETE_FAILED only. */
  readonly force?: boolean;
  /** Termination protection may be lifted: the stack's name was typed for it. */
  readonly liftProtection: boolean;
  readonly roleArn?: string;
}

/** One token per operation: the same one, where an answer was lost, begins nothing twice. */
const tokenFor = (what: string, stack: Pick<Stack, 'id'>, ports: RecoverPorts): string =>
  `${what}-${ports.clock.now().toString(36)}-${stack.id.split('/').at(-1) ?? 'stack'}`.slice(0, 128);

/** Between our look and our call the stack may have gone: for a delete that is its aim, not a refusal. */
const unlessGone = async (call: Promise<void>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!saysGone(error) && !/\bin (status )?DELETE_COMPLETE\b/.test(awsWords(error))) throw error;
  }
};

/** Between our look and our call another run began, or the look was stale: AWS then names what the stack is doing. */
const unlessBusy = async (stack: Stack, call: () => Promise<void>): Promise<void> => {
  try {
    await call();
  } catch (error) {
    throw /\bin (status )?[A-Z_]+_IN_PROGRESS\b/.test(awsWords(error)) ? stackBusy(stack, error) : error;
  }
};

async function startOperation(
  kind: StartedOperation['kind'],
  stack: Stack,
  ports: RecoverPorts,
  call: () => Promise<void>,
): Promise<StartedOperation> {
  const after = await retryTransient(() => newestEventId(stack.id, ports), ports);
  if (ports.signal.aborted) throw interrupted();
  await unlessBusy(stack, () => retryTransient(call, ports));
  return { kind, stackId: stack.id, stackName: stack.name, after };
}

const deleteOnce = async (
  stack: Stack,
  token: string,
  { retain = [], force, roleArn }: GuidedDeleteOptions,
  { stacks }: Pick<Ports, 'stacks'>,
): Promise<void> => {
  try {
    await stacks.deleteStack(stack.id, {
      token,
      retain,
      force,
      roleArn,
    });
  } catch (error) {
    if (/TerminationProtection is enabled/i.test(awsWords(error))) throw stackProtected(stack.name, error);
    if (!saysGone(error)) throw error;
  }
};

/** After a delete that did not begin, or of which that is not known: what was lifted for it is put back, and said. */
const protectAgain = async (stack: Stack, ports: RecoverPorts & Pick<Ports, 'emit'>): Promise<void> => {
  const now = await ports.stacks.describe(stack.id).catch(() => undefined);
  // It is being deleted after all: there is nothing left to protect.
  if (now?.status === 'DELETE_IN_PROGRESS' || now?.status === 'DELETE_COMPLETE') return;
  if (!(await protectStack({ stackId: stack.id, stackName: stack.name }, ports))) return;
  ports.emit({
    type: 'note',
    level: 'info',
    message: `Stack ${stack.name} was not deleted; its termination protection, lifted for that, is on again.`,
  });
};

/** After a delete that CloudFormation called off: the stack is as it was, and so is its protection, which was lifted for it. */
export async function protectUndeleted(
  stack: Stack,
  ports: RecoverPorts & Pick<Ports, 'emit'>,
): Promise<void> {
  const now = await ports.stacks.describe(stack.id).catch(() => undefined);
  // One that stopped half way is to be deleted again.
  if (now === undefined || operationOf(now.status) === 'delete') return;
  await protectAgain(stack, ports);
}

/**
 * Begins the delete of a stack; protection that is lifted for it is put back where the delete does not begin.
 * @throws InstallError `stack-protected`, `retain-refused`, `stack-busy`, `run-interrupted`
 */
export async function deleteStack(
  stack: Stack,
  options: GuidedDeleteOptions,
  ports: RecoverPorts & Pick<Ports, 'emit'>,
): Promise<StartedOperation> {
  const special = (options.retain?.length ?? 0) > 0 || options.force === true;
  if (special && stack.status !== 'DELETE_FAILED') throw retainRefused(stack);
  if (stack.terminationProtection && !options.liftProtection) throw stackProtected(stack.name);
  const token = tokenFor('delete', stack, ports);
  if (ports.signal.aborted) throw interrupted();
  // Noted before the call: its answer may be lost.
  const lifted = stack.terminationProtection;
  try {
    if (lifted)
      await unlessBusy(stack, () =>
        retryTransient(() => unlessGone(ports.stacks.protect(stack.id, false)), ports),
      );
    return await startOperation('delete', stack, ports, () => deleteOnce(stack, token, options, ports));
  } catch (error) {
    if (lifted) await protectAgain(stack, ports);
    throw error;
  }
}

/** @param skip what `skippable` tells of: its rollback is given up, it stays as it is. */
export async function continueRollback(
  stack: Stack,
  skip: readonly string[],
  ports: RecoverPorts,
  roleArn?: string,
): Promise<StartedOperation> {
  const token = tokenFor('continue', stack, ports);
  return startOperation('rollback', stack, ports, () =>
    ports.stacks.continueRollback(stack.id, { token, skip, roleArn }),
  );
}

/** For CREATE_FAILED and UPDATE_FAILED: back to the last state that worked; a failed create is thereby removed. */
export async function rollBack(stack: Stack, ports: RecoverPorts): Promise<StartedOperation> {
  const token = tokenFor('rollback', stack, ports);
  return startOperation('rollback', stack, ports, () => ports.stacks.rollback(stack.id, token));
}

/**
 * Takes a running update back. CloudFormation accepts it in UPDATE_IN_PROGRESS only, which may be over by the time it is
 * asked.
 * @throws InstallError `cancel-refused`
 */
export async function cancelUpdate(stack: Pick<Stack, 'id' | 'name'>, ports: RecoverPorts): Promise<void> {
  const token = tokenFor('cancel', stack, ports);
  try {
    await retryTransient(() => ports.stacks.cancelUpdate(stack.id, token), ports);
  } catch (error) {
    throw /\bcannot be called from current stack status\b/.test(awsWords(error))
      ? cancelRefused(stack.name, error)
      : error;
  }
}

/** What a continued rollback may leave as it is. */
export interface Skippable {
  /** The logical id; inside a nested stack `NestedStackName.Id`. */
  readonly id: string;
  readonly reason: string | undefined;
}

/**
 * What failed while going back. Of a nested stack that is what failed in it: CloudFormation refuses to skip the nested
 * stack itself.
 */
export async function skippable(
  { id: stackId }: Pick<Stack, 'id'>,
  ports: Pick<Ports, 'stacks'>,
  prefix = '',
): Promise<readonly Skippable[]> {
  const resources = await ports.stacks.resources(stackId);
  const found = resources
    .filter(({ status }) => status === 'UPDATE_FAILED')
    .map(async ({ logicalId, physicalId, type, reason }) =>
      isNestedStack(type) && physicalId !== ''
        ? await skippable({ id: physicalId }, ports, `${physicalId.split('/')[1] ?? ''}.`)
        : [{ id: prefix + logicalId, reason }],
    );
  return (await Promise.all(found)).flat();
}
