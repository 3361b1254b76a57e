import type { Ports } from '../core/ports.ts';
import {
  inProgress,
  type RootCause,
  type Stack,
  type StackEvent,
  type StackOutcome,
  type StackStatus,
} from '../core/stack.ts';
import type { History } from './history.ts';
import { elapsedSeconds } from './lines.ts';
import { achieved, type OperationKind } from './operation.ts';
import type { Poller } from './poller.ts';
import { findCause } from './root-cause.ts';

export interface Settling {
  readonly request: {
    readonly stackId: string;
    readonly stackName: string;
    readonly intent?: OperationKind;
    readonly explain?: (cause: RootCause) => RootCause;
  };
  readonly history: History;
  readonly poller: Poller;
  readonly tell: (event: StackEvent) => void;
  readonly now: () => number;
  readonly status: StackStatus;
  /** As described a moment ago, if it was. */
  readonly stack?: Stack;
}

type SettlePorts = Pick<Ports, 'stacks' | 'clock' | 'emit' | 'signal'>;

/** Readings of the outputs before an end known from events is told without them. */
const describeTries = 5;

/** The last round and the verdict. What cannot be read any more does not change what the events have decided. */
export async function settle(settling: Settling, ports: SettlePorts): Promise<StackOutcome> {
  await lastRound(settling);
  const stack = settling.stack ?? (await describeSettled(settling, ports));
  const status = stack === undefined || inProgress(stack.status) ? settling.status : stack.status;
  const { history, request } = settling;
  const kind = history.operation?.kind ?? request.intent ?? kindOf(status);
  const succeeded = (request.intent ?? kind) === kind && achieved(kind, status);
  const outputs = stack?.outputs ?? new Map<string, string>();
  const cause = succeeded ? undefined : await explainedCause(settling, ports);
  ports.emit({
    type: 'settled',
    status,
    succeeded,
    ...(succeeded ? { outputs: Object.fromEntries(outputs) } : {}),
    ...(cause === undefined ? {} : { rootCause: cause }),
    elapsedSeconds: elapsedSeconds(history, settling.now()),
  });
  if (succeeded) return { kind: 'succeeded', status, outputs, warnings: leftovers(history) };
  return { kind: 'failed', status, ...(cause === undefined ? {} : { rootCause: cause }) };
}

/** The failure's own reason may be told a moment after the end; the nested stacks' too. */
async function lastRound({ poller, tell }: Settling): Promise<void> {
  try {
    for (const event of await poller.poll(true)) tell(event);
  } catch {
    // The end is known; only some lines of its story are missing.
  }
}

/** DescribeStacks may lag behind the events by some seconds. */
async function describeSettled(
  { request, status }: Settling,
  ports: SettlePorts,
): Promise<Stack | undefined> {
  let stack: Stack | undefined;
  for (let tries = 0; tries < describeTries; tries++) {
    try {
      stack = await ports.stacks.describe(request.stackId);
      if (stack === undefined || !inProgress(stack.status) || stack.status === status) return stack;
    } catch {
      // Tried again below; without outputs the end still stands.
    }
    await ports.clock.sleep(2_000, ports.signal);
  }
  return stack;
}

/** What ended like this, where not even its beginning could be read. */
const kindOf = (status: StackStatus): OperationKind => {
  if (status.startsWith('CREATE_') || status.startsWith('ROLLBACK_')) return 'create';
  if (status.startsWith('DELETE_')) return 'delete';
  return status.startsWith('IMPORT_') ? 'import' : 'update';
};

async function explainedCause(
  { request, history }: Settling,
  ports: SettlePorts,
): Promise<RootCause | undefined> {
  const cause = await findCause(history.events, request.stackId, ports);
  return cause === undefined ? undefined : (request.explain ?? ((same) => same))(cause);
}

/** A replaced resource that could not be deleted is left behind, no longer part of the stack, still paid for. */
const leftovers = (history: History): readonly string[] =>
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
