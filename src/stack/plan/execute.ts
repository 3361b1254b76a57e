import { awsCodes, isInstallError } from '../../core/errors.ts';
import type { HeartbeatEvent } from '../../core/events.ts';
import type { Ports } from '../../core/ports.ts';
import { conditionOf } from '../../core/stack-status.ts';
import { spokenDuration } from '../../core/duration.ts';
import { commandOn } from '../../products/index.ts';
import { interrupted, operationUnclear, planGone, stackBusy } from '../errors.ts';
import { retryWrite } from './retry-write.ts';
import { isTransient, retryTransient } from '../retry.ts';
import type { ReadyPlan } from './plan.ts';
import { newestEventId, type StartedOperation } from '../events/started-operation.ts';
import { troubleWords } from '../watch/read-trouble.ts';

type ExecutePorts = Pick<Ports, 'stacks' | 'clock' | 'signal' | 'emit'>;

/**
 * Executes a plan once, however often it is called: the token is the change set's own, and where an answer was lost
 * the change set's execution status tells what became of it. Protection is put on at once, while the create runs.
 * @throws InstallError operation-unclear (7; 130 after Ctrl-C) where AWS does not say whether it began
 */
export async function executePlan(
  plan: ReadyPlan,
  ports: ExecutePorts,
  options: {
    readonly terminationProtection: boolean;
    /** The command that finds out what became of it, where AWS does not say; `quilt-install watch` by default. */
    readonly resume?: string;
  },
): Promise<StartedOperation> {
  if (ports.signal.aborted) throw interrupted();
  const after = await retryTransient(() => newestEventId(plan.stackId, ports), ports);
  await execute(plan, ports, options.resume ?? commandOn('watch', plan.stackName));
  const wanted = plan.kind === 'create' && options.terminationProtection;
  const unprotected = wanted && !(await protectStack(plan, ports));
  return {
    kind: plan.kind,
    stackId: plan.stackId,
    stackName: plan.stackName,
    after,
    ...(unprotected ? { unprotected } : {}),
  };
}

/** Milliseconds for the last question whether it has begun, asked when no more is waited for. */
const lastCheckMs = 10_000;

/** From here on Ctrl-C must not lose the answer: the call is made, its outcome has to be known. */
async function execute(plan: ReadyPlan, ports: ExecutePorts, resume: string): Promise<void> {
  const onSilence = (ms: number, cause: unknown): void => ports.emit(silenceHeartbeat(plan, ms, cause));
  const given = await retryWrite({ call: () => executeOnce(plan, ports), onSilence }, ports);
  if (given === undefined) return;
  const begun = await Promise.race([hasBegun(plan, ports), ports.clock.sleep(lastCheckMs)]);
  if (begun === true) return;
  const unclear = operationUnclear(plan.stackName, resume, ports.signal.reason === 'SIGINT', given.cause);
  if (begun !== false) throw unclear;
  // Known not to have begun: then it is an ordinary failure, and what was made for the plan is removed.
  throw given.unanswered === 'signal' ? interrupted() : (given.cause ?? unclear);
}

async function executeOnce(plan: ReadyPlan, ports: ExecutePorts): Promise<void> {
  try {
    await ports.stacks.executeChangeSet(plan.changeSetId, {
      token: `execute-${plan.changeSetId.split('/').at(-1) ?? ''}`.slice(0, 128),
      // A create's failure policy was given with its change set; CloudFormation refuses both together.
      disableRollback: plan.kind === 'update' ? false : undefined,
    });
  } catch (error) {
    if ((await hasBegun(plan, ports)) === true) return;
    throw isInstallError(error, awsCodes.denied) || isTransient(error)
      ? error
      : await executionError(plan, ports, error);
  }
}

const silenceHeartbeat = (plan: ReadyPlan, ms: number, cause: unknown): HeartbeatEvent => ({
  type: 'heartbeat',
  inProgress: [],
  done: 0,
  total: plan.changes.length,
  trouble: `${cause === undefined ? 'AWS does not answer' : troubleWords(cause)}${ms < 5_000 ? '' : ` for ${spokenDuration(ms / 1_000)}`}; whether the operation has begun is not known yet, trying again`,
});

/** Whether this very change set is being or was executed (an earlier try arrived although its answer was lost); undefined: AWS does not say. */
async function hasBegun(plan: ReadyPlan, ports: ExecutePorts): Promise<boolean | undefined> {
  try {
    const changeSet = await ports.stacks.changeSet(plan.changeSetId, plan.stackId);
    return changeSet?.executionStatus.startsWith('EXECUTE_') ?? false;
  } catch {
    return undefined;
  }
}

async function executionError(plan: ReadyPlan, ports: ExecutePorts, error: unknown): Promise<unknown> {
  const stack = await ports.stacks.describe(plan.stackId).catch(() => undefined);
  if (stack !== undefined && conditionOf(stack.status) === 'busy') return stackBusy(stack, error);
  // Where AWS does not let us look, nobody knows that it is gone.
  const gone = await ports.stacks.changeSet(plan.changeSetId, plan.stackId).then(
    (changeSet) => changeSet === undefined,
    () => false,
  );
  return gone ? planGone(plan.stackName, error) : error;
}

/** Long enough for one call that is never answered and another try, milliseconds. */
const protectForMs = 45_000;

/** Termination protection on. A stack that is up without it is better than a run that stops: it is said, not thrown. */
export async function protectStack(
  { stackId, stackName }: { readonly stackId: string; readonly stackName: string },
  ports: Pick<Ports, 'stacks' | 'clock' | 'emit' | 'signal'>,
): Promise<boolean> {
  try {
    await retryTransient(() => ports.stacks.protect(stackId, true), ports, { forMs: protectForMs });
    return true;
  } catch {
    ports.emit({
      type: 'note',
      level: 'warn',
      message:
        'Termination protection could not be switched on; the stack can be deleted without a second thought.',
      detail: [
        `Switch it on later: aws cloudformation update-termination-protection --enable-termination-protection --stack-name ${stackName} --region ${stackId.split(':')[3] ?? ''}`,
      ],
    });
    return false;
  }
}
