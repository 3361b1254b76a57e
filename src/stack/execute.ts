import { awsCodes, isInstallError } from '../core/errors.ts';
import type { Ports } from '../core/ports.ts';
import { conditionOf } from '../core/stack.ts';
import { stackBusy } from './busy.ts';
import { planGone } from './change-set.ts';
import { interrupted } from './interrupted.ts';
import { isPassing, persistently } from './pause.ts';
import type { ReadyPlan } from './plan.ts';
import { newestEventId, type Started } from './started.ts';

type ExecutePorts = Pick<Ports, 'stacks' | 'clock' | 'signal' | 'emit'>;

/**
 * Executes a plan once, however often it is called: the token is the change set's own, and where an answer was lost
 * the change set's execution status tells what became of it. Protection is put on at once, while the create runs.
 */
export async function executePlan(
  plan: ReadyPlan,
  ports: ExecutePorts,
  options: { readonly terminationProtection: boolean },
): Promise<Started> {
  if (ports.signal.aborted) throw interrupted();
  const after = await persistently(() => newestEventId(plan.stackId, ports), ports);
  await execute(plan, ports);
  if (plan.kind === 'create' && options.terminationProtection) await protectStack(plan, ports);
  return {
    kind: plan.kind,
    stackId: plan.stackId,
    stackName: plan.stackName,
    ...(after === undefined ? {} : { after }),
  };
}

async function execute(plan: ReadyPlan, ports: ExecutePorts): Promise<void> {
  // From here on Ctrl-C must not lose the answer: the call is made, its outcome has to be known.
  const unending = { clock: ports.clock, signal: new AbortController().signal };
  const token = `execute-${plan.changeSetId.split('/').at(-1) ?? ''}`.slice(0, 128);
  await persistently(
    async () => {
      try {
        await ports.stacks.executeChangeSet(plan.changeSetId, {
          token,
          // A create's failure policy was given with its change set; CloudFormation refuses both together.
          ...(plan.kind === 'update' ? { disableRollback: false as const } : {}),
        });
      } catch (error) {
        if (isInstallError(error, awsCodes.denied) || isPassing(error)) {
          if (await hasBegun(plan, ports)) return;
          throw error;
        }
        if (!(await hasBegun(plan, ports))) throw await whyNot(plan, ports, error);
      }
    },
    unending,
    300_000,
  );
}

/** True if this very change set is being or was executed: an earlier try arrived although its answer was lost. */
async function hasBegun(plan: ReadyPlan, ports: ExecutePorts): Promise<boolean> {
  try {
    const changeSet = await ports.stacks.changeSet(plan.changeSetId, plan.stackId);
    return changeSet?.executionStatus.startsWith('EXECUTE_') ?? false;
  } catch {
    return false;
  }
}

async function whyNot(plan: ReadyPlan, ports: ExecutePorts, error: unknown): Promise<unknown> {
  const stack = await ports.stacks.describe(plan.stackId).catch(() => undefined);
  if (stack !== undefined && conditionOf(stack.status) === 'busy') return stackBusy(plan.stackName, error);
  const changeSet = await ports.stacks.changeSet(plan.changeSetId, plan.stackId).catch(() => undefined);
  return changeSet === undefined ? planGone(error) : error;
}

/** Termination protection on. A stack that is up without it is better than a run that stops: it is said, not thrown. */
export async function protectStack(
  { stackId, stackName }: { readonly stackId: string; readonly stackName: string },
  ports: Pick<Ports, 'stacks' | 'clock' | 'emit' | 'signal'>,
): Promise<boolean> {
  try {
    await persistently(() => ports.stacks.protect(stackId, true), ports, 10_000);
    return true;
  } catch {
    ports.emit({
      type: 'note',
      level: 'warn',
      message:
        'Termination protection could not be switched on; the stack can be deleted without a second thought.',
      detail: [
        `Switch it on later: aws cloudformation update-termination-protection --enable-termination-protection --stack-name ${stackName}`,
      ],
    });
    return false;
  }
}
