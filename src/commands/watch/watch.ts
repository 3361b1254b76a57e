import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { inProgress, type Stack, type StackStatus, succeededStatus } from '../../core/stack.ts';
import { foundWork, type OperationKind, type WatchRequest } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { existingStack } from '../shared/require-stack.ts';
import { explainer } from '../shared/explain.ts';
import { follow, unfinished } from '../shared/follow.ts';
import { introduce, open, type Opened } from '../shared/context.ts';
import { dnsLeft } from '../shared/publish.ts';
import { resumeCommand } from '../shared/resume.ts';

const up = async (opened: Opened, outputs: ReadonlyMap<string, string>): Promise<CommandResult> => {
  await dnsLeft(opened, outputs);
  const url = opened.product.url(outputs);
  return {
    outcome: 'succeeded',
    exitCode: exitCodes.succeeded,
    outputs: Object.fromEntries(outputs),
    ...(url === undefined ? {} : { url }),
  };
};

/** What the operation has before it, as far as the stack's template tells. */
const workOf = async (
  { connection }: Opened,
  stack: Stack,
): Promise<Pick<WatchRequest, 'expected' | 'graph'>> => {
  const kind = operationOf(stack.status);
  if (kind === undefined) return {};
  const template = await connection.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  return foundWork(kind, template, stack);
};

const operationOf = (status: StackStatus): OperationKind | undefined => {
  if (status.startsWith('CREATE_') || status.startsWith('ROLLBACK_')) return 'create';
  if (status.startsWith('DELETE_')) return 'delete';
  return status.startsWith('UPDATE_') ? 'update' : undefined;
};

const leave = (opened: Opened): CommandResult => ({
  outcome: 'still-running',
  exitCode: exitCodes.stillRunning,
  resume: resumeCommand(opened),
});

/** Attaches to whatever the stack is doing, tells it from its beginning, and says what is left to do. Changes nothing. */
export async function watch(session: Session): Promise<CommandResult> {
  const opened = await open(session);
  await introduce(opened);
  const stack: Stack = await existingStack(opened);
  if (session.options.detach) return inProgress(stack.status) ? leave(opened) : up(opened, stack.outputs);
  const work = await workOf(opened, stack);
  const { outcome, detached } = await follow(opened, { stackId: stack.id, ...work }, explainer(opened));
  if (outcome.kind === 'succeeded') return up(opened, outcome.outputs);
  if (outcome.kind === 'failed' && succeededStatus(outcome.status)) return up(opened, stack.outputs);
  return unfinished(opened, outcome, detached);
}
