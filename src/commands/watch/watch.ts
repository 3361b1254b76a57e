import type { CommandResult } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf, inProgress, operationOf, succeededStatus } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import { runningWork, type WatchRequest } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { awaitReady } from '../shared/stack/await-ready.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { explainer } from '../shared/stack/explain.ts';
import { done, follow, stillRunning, unfinishedResult } from '../shared/stack/follow.ts';
import { outputsToShow } from '../shared/stack/secret-outputs.ts';
import { reportHeader, createContext, type CommandContext } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { finishRunning } from '../shared/deploy/finish.ts';
import { reportDnsLeft } from '../shared/dns/publish.ts';

/** Whoever began it chose express mode; this tool never does, as its own end is to be one that can be used. */
const becomesReady = async (
  { connection }: Pick<CommandContext<'watch'>, 'connection'>,
  { id }: Stack,
  limitMs: number,
): Promise<boolean> => {
  connection.emit({
    type: 'note',
    level: 'info',
    message: 'This operation went out in express mode: its end was told before all of it can be used.',
  });
  const left = await awaitReady(id, connection, limitMs);
  // A look that Ctrl-C ended has seen nothing.
  if (connection.signal.aborted) return false;
  if (left.length === 0) return true;
  connection.emit({
    type: 'note',
    level: 'warn',
    message: `Not ready yet: ${left.join(', ')}. AWS goes on with it.`,
  });
  return false;
};

/** What `--max-wait` leaves of the time since `begun`; `--detach` waits for nothing. */
const patience = (
  { connection, session }: Pick<CommandContext<'watch'>, 'session' | 'connection'>,
  begun: number,
): number => {
  const { detach, maxWaitMs = Infinity } = session.options;
  return detach ? 0 : Math.max(0, maxWaitMs - (connection.clock.now() - begun));
};

const leftWaiting = (
  context: Pick<CommandContext<'watch'>, 'session' | 'connection' | 'stackName'>,
): CommandResult => {
  const reason = context.connection.signal.reason === 'SIGINT' ? 'interrupted' : 'detached';
  return unfinishedResult(context, { kind: 'running', reason, resume: resumeCommand(context) }, false);
};

/** The same ending as if this command had begun it. */
const upResult = async (
  context: Pick<CommandContext<'watch'>, 'session' | 'connection' | 'settings' | 'product' | 'stackName'>,
  stackId: string,
  begun: number,
): Promise<CommandResult> => {
  const stack = await context.connection.stacks.describe(stackId);
  // What was watched was its delete.
  if (stack === undefined || conditionOf(stack.status) === 'absent') return done;
  const outputs = await outputsToShow(context, stack);
  if (stack.express === true && !(await becomesReady(context, stack, patience(context, begun))))
    return leftWaiting(context);
  await reportDnsLeft(context, stackScope(stack));
  return finishRunning(context, { ...stack, outputs });
};

/** What the operation has before it, as far as the stack's template tells. */
const workOf = async (
  { connection }: Pick<CommandContext, 'connection'>,
  stack: Stack,
): Promise<Pick<WatchRequest, 'expected' | 'graph'>> => {
  const kind = operationOf(stack.status);
  if (kind === undefined) return {};
  const template = await connection.stacks
    .processedTemplate(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  return runningWork(kind, template, stack);
};

/** Attaches to whatever the stack is doing, tells it from its beginning, and says what is left to do. Changes nothing. */
export async function watch(session: Session<'watch'>): Promise<CommandResult> {
  const context = await createContext(session);
  await reportHeader(context);
  const stack: Stack = await requireStack(context);
  const begun = context.connection.clock.now();
  // What ended badly is told below, and waits for nothing either.
  if (session.options.detach && inProgress(stack.status)) return stillRunning(context);
  if (session.options.detach && succeededStatus(stack.status)) return upResult(context, stack.id, begun);
  const work = await workOf(context, stack);
  const guards = stack.rollback?.alarms.map(({ arn }) => arn);
  const { outcome, detached } = await follow(
    context,
    { stackId: stack.id, ...work, guards },
    explainer(context),
  );
  if (outcome.kind === 'succeeded') return upResult(context, stack.id, begun);
  if (outcome.kind === 'failed' && succeededStatus(outcome.status)) return upResult(context, stack.id, begun);
  return unfinishedResult(context, outcome, detached);
}
