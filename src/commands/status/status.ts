import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import { createContext, reportHeader } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { stackMissing } from '../shared/stack/errors.ts';
import { outputsToShow } from '../shared/stack/secret-outputs.ts';
import { costLines } from './cost.ts';
import type { StatusContext, StatusLine } from './line.ts';
import { screen } from './screen.ts';

interface Seen {
  readonly stack: Stack;
  /** By group, each as soon as it is known. */
  readonly groups: readonly Promise<readonly StatusLine[]>[];
  /** Those that may be shown. */
  readonly outputs: Promise<Stack['outputs']>;
}

/** @throws InstallError `stack-missing` (2), naming where it was looked for. */
const look = async (context: StatusContext): Promise<Seen> => {
  const { connection, stackName } = context;
  const stack = await connection.facts.stack(stackName);
  if (stack === undefined || conditionOf(stack.status) === 'absent')
    throw stackMissing(stackName, connection.region);
  const outputs = outputsToShow(context, stack);
  const groups = screen(context, stack).map(async (lines) => {
    await outputs;
    return lines;
  });
  for (const group of groups) group.catch(() => undefined);
  return { stack, groups, outputs };
};

/** What was told before, by line: of a later look only what is new is shown. */
type ShownLines = Map<string, string>;

const isNews = (shown: ShownLines, line: StatusLine): boolean => {
  const text = JSON.stringify(line);
  if (shown.get(line.id) === text) return false;
  shown.set(line.id, text);
  return true;
};

const timeOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const tell = async (
  { connection }: Pick<StatusContext, 'connection'>,
  { groups }: Seen,
  shown: ShownLines,
): Promise<readonly StatusLine[]> => {
  const all: StatusLine[] = [];
  const { emit, clock } = connection;
  // The news of a later look come under its time.
  let dated = shown.size === 0;
  for (const group of groups)
    for (const line of await group) {
      all.push(line);
      if (!isNews(shown, line)) continue;
      if (!dated) emit({ type: 'note', level: 'info', message: timeOf(clock.now()) });
      dated = true;
      emit({ type: 'status', ...line });
    }
  return all;
};

type FinalResult = Exclude<CommandResult, { readonly next: unknown }>;

/** What a script is shown: 7 and 6 say more than a red line. */
const endingOf = (context: StatusContext, { status }: Stack, lines: readonly StatusLine[]): FinalResult => {
  switch (conditionOf(status)) {
    case 'busy':
      return { outcome: 'still-running', exitCode: exitCodes.stillRunning, resume: resumeCommand(context) };
    case 'stuck':
    case 'empty':
      return {
        outcome: 'needs-person',
        exitCode: exitCodes.needsPerson,
        resume: resumeCommand(context, 'recover'),
      };
    case 'healthy':
    case 'absent':
      return lines.some((line) => line.status === 'fail')
        ? { outcome: 'failed', exitCode: exitCodes.checkFailed }
        : { outcome: 'succeeded', exitCode: exitCodes.succeeded };
  }
};

/** Between two looks, milliseconds: metrics and services change by the minute. */
const lookEveryMs = 30_000;

/** What a look came to. */
interface Told extends Pick<Seen, 'stack' | 'outputs'> {
  readonly lines: readonly StatusLine[];
}

/** Looks again until the time is over. @returns what the last look saw */
const watchOn = async (
  context: StatusContext,
  first: Told,
  watchMs: number,
  shown: ShownLines,
): Promise<Told> => {
  const { clock, emit, facts, signal } = context.connection;
  const until = clock.now() + watchMs;
  let seen = first;
  while (clock.now() < until && !signal.aborted) {
    emit({ type: 'busy', message: 'Looking again every 30 s; what changes is told' });
    await clock.sleep(Math.min(lookEveryMs, until - clock.now()), signal);
    if (signal.aborted) break;
    facts.refresh();
    const again = await look(context);
    seen = { ...again, lines: await tell(context, again, shown) };
  }
  emit({ type: 'busy' });
  return seen;
};

/** One screen that answers what support asks first. Looks, and changes nothing. */
export async function status(session: Session<'status'>): Promise<CommandResult> {
  const context = await createContext(session);
  // Both at once, so that the screen is not a round trip longer for the header.
  const looking = look(context);
  looking.catch(() => undefined);
  await reportHeader(context);
  const { cost, watchMs } = session.options;
  const shown: ShownLines = new Map();
  const first = await looking;
  let seen: Told = { ...first, lines: await tell(context, first, shown) };
  if (cost)
    for (const line of await costLines(context, first.stack.name))
      context.connection.emit({ type: 'status', ...line });
  if (watchMs !== undefined) seen = await watchOn(context, seen, watchMs, shown);
  return {
    ...endingOf(context, seen.stack, seen.lines),
    outputs: Object.fromEntries(await seen.outputs),
    url: context.product.url(stackScope(seen.stack)),
  };
}
