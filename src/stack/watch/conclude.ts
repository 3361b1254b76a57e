import { isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Ports } from '../../core/ports.ts';
import {
  operationOf,
  reachedItsEnd,
  updateCleanup,
  type OperationKind,
  type StackStatus,
} from '../../core/stack-status.ts';
import type { RootCause, Stack, StackEvent, StackOutcome } from '../../core/stack.ts';
import type { OperationHistory } from '../events/history.ts';
import { elapsedSeconds } from '../events/progress.ts';
import type { Poller } from '../events/poller.ts';
import type { Freshness } from '../events/freshness.ts';
import type { AlarmReading } from '../diagnose/alarms.ts';
import { findCause } from '../diagnose/root-cause.ts';

export interface ConcludeRequest {
  readonly request: {
    readonly stackId: string;
    readonly stackName: string;
    readonly intent?: OperationKind;
    readonly guards?: readonly string[];
    readonly explain?: (cause: RootCause) => RootCause;
    readonly beforeOutputs?: (stack: Stack) => Promise<unknown>;
  };
  readonly history: OperationHistory;
  readonly poller: Poller;
  readonly record: (event: StackEvent) => void;
  readonly now: () => number;
  /** Final: what is read after it adds outputs and a cause, and changes nothing. */
  readonly status: StackStatus;
  /** As described a moment ago, in that status, if it was. */
  readonly stack?: Stack;
  /** Whether a description at rest tells of this operation or of the time before it. */
  readonly freshness: (stack: Stack) => Freshness;
}

type ConcludePorts = Pick<Ports, 'stacks' | 'clock' | 'emit' | 'signal'> & AlarmReading;

/** Readings of the outputs before an end known from events is told without them. */
const describeTries = 8;
/** And no new one after this long, milliseconds: answers may be slow to come. */
const describeFor = 60_000;

/** The last round and the verdict. What cannot be read any more does not change what the events have decided. */
export async function conclude(ending: ConcludeRequest, ports: ConcludePorts): Promise<StackOutcome> {
  await lastRound(ending);
  const { history, request, status } = ending;
  // The status alone tells it where not even the beginning could be read.
  const kind = history.operation?.kind ?? request.intent ?? operationOf(status) ?? 'update';
  const succeeded = (request.intent ?? kind) === kind && reachedItsEnd(kind, status);
  const stack = succeeded ? (ending.stack ?? (await describeFinal(ending, ports))) : undefined;
  const outputs = stack === undefined ? new Map<string, string>() : await judgedOutputs(ending, stack);
  const cause = succeeded ? undefined : await explainedCause(ending, ports);
  ports.emit({
    type: 'settled',
    status,
    succeeded,
    outputs: succeeded ? Object.fromEntries(outputs) : undefined,
    rootCause: cause,
    elapsedSeconds: elapsedSeconds(history, ending.now()) ?? 0,
  });
  if (succeeded) {
    const allOutputs = stack?.outputs ?? outputs;
    return { kind: 'succeeded', status, outputs, allOutputs, warnings: leftovers(history) };
  }
  return { kind: 'failed', status, rootCause: cause };
}

/** Where nobody says which of them are secret, none is told; the end stands. */
async function judgedOutputs({ request }: ConcludeRequest, stack: Stack): Promise<Stack['outputs']> {
  const judge = (): Promise<unknown> => request.beforeOutputs?.(stack) ?? Promise.resolve();
  try {
    // Ctrl-C breaks off a reading that was under way; what is asked after it is answered.
    await judge().catch((error: unknown) =>
      isInstallError(error) && error.exitCode === exitCodes.interrupted ? judge() : Promise.reject(error),
    );
    return stack.outputs;
  } catch (error) {
    if (!isInstallError(error)) throw error;
    return new Map();
  }
}

/** The failure's own reason may be told a moment after the end; the nested stacks' too. */
async function lastRound({ poller, record }: ConcludeRequest): Promise<void> {
  try {
    for (const event of await poller.poll(true)) record(event);
  } catch {
    // The end is known; only some lines of its story are missing.
  }
}

/**
 * DescribeStacks may lag behind the events by some seconds: only a description of this very end tells its outputs.
 * One that might be of the end before is taken when no better comes.
 */
async function describeFinal(ending: ConcludeRequest, ports: ConcludePorts): Promise<Stack | undefined> {
  // A stack that is gone has no outputs.
  if (ending.status === 'DELETE_COMPLETE') return undefined;
  let likely: Stack | undefined;
  const until = ports.clock.now() + describeFor;
  for (let tries = 0; tries < describeTries && ports.clock.now() < until; tries++) {
    if (ports.signal.aborted) break;
    if (tries > 0) await ports.clock.sleep(2_000, ports.signal);
    // A reading that fails is tried again; without outputs the end still stands.
    const stack = await ports.stacks.describe(ending.request.stackId).catch(() => undefined);
    if (stack === undefined || !sameEnd(stack.status, ending.status)) continue;
    if (ending.freshness(stack) !== 'stale') return stack;
    likely = stack;
  }
  return likely;
}

/** An update whose clean-up was not waited for may have come to its end meanwhile. */
const sameEnd = (read: StackStatus, known: StackStatus): boolean =>
  read === known || (known === updateCleanup && read === 'UPDATE_COMPLETE');

async function explainedCause(
  { request, history }: ConcludeRequest,
  ports: ConcludePorts,
): Promise<RootCause | undefined> {
  const cause = await findCause(history.events, request.stackId, ports, request.guards);
  return cause === undefined ? undefined : (request.explain ?? ((same) => same))(cause);
}

/** A replaced resource that could not be deleted is left behind, no longer part of the stack, still paid for. */
const leftovers = (history: OperationHistory): readonly string[] =>
  [
    ...new Map(
      history.failures
        .filter(({ status }) => status === 'DELETE_FAILED')
        .map((event) => [event.physicalId, event]),
    ).values(),
  ].map(
    ({ logicalId, physicalId, resourceType }) =>
      `The old ${logicalId} (${resourceType} ${physicalId}) could not be deleted and is no longer part of the stack; delete it by hand if it is not needed.`,
  );
