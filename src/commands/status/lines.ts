import type { Event } from '../../core/events.ts';
import {
  conditionOf,
  inProgress,
  operationOf,
  succeededStatus,
  type StackCondition,
} from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { stackScope } from '../../products/index.ts';
import { recovery } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { CommandContext } from '../shared/context.ts';
import { plannedDns } from '../shared/publish-dns.ts';

export type StatusLine = Omit<Extract<Event, { type: 'status' }>, 'type'>;

const marks: Readonly<Record<StackCondition, StatusLine['status']>> = {
  healthy: 'ok',
  busy: 'warn',
  empty: 'warn',
  stuck: 'fail',
  absent: 'fail',
};

const day = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const state = (stack: Stack): StatusLine => ({
  id: 'stack.state',
  title: 'Stack',
  status: marks[conditionOf(stack.status)],
  value: stack.status,
  message: recovery(stack.status, stack.name).summary,
});

const version = async (
  { connection, product }: Pick<CommandContext, 'connection' | 'product'>,
  stack: Stack,
): Promise<StatusLine> => {
  const text = await connection.stacks.template(stack.id).catch(() => undefined);
  const found = text === undefined ? undefined : product.version({ template: parseTemplate(text) });
  return {
    id: 'template.version',
    title: 'Version',
    status: found === undefined ? 'unknown' : 'ok',
    value: found ?? 'the template does not say',
  };
};

/** When the operation began that the stack is in, or was in last. */
const begunAt = ({ status, createdAt, updatedAt, deletedAt }: Stack): number =>
  operationOf(status) === 'delete' ? (deletedAt ?? updatedAt ?? createdAt) : (updatedAt ?? createdAt);

/** How the last operation went: a stack that is up may be so because its update was taken back. */
const operation = (stack: Stack): StatusLine | undefined => {
  const what = operationOf(stack.status);
  if (what === undefined) return undefined;
  const value = `${what}, ${day(begunAt(stack))}`;
  const line = { id: 'stack.operation', title: 'Last operation' } as const;
  if (inProgress(stack.status)) return { ...line, status: 'warn', value: `${value}, under way` };
  if (succeededStatus(stack.status)) return { ...line, status: 'ok', value };
  return {
    ...line,
    status: 'fail',
    value: `${value}, failed`,
    message: `quilt-install diagnose --stack-name ${stack.name}`,
  };
};

const protection = (stack: Stack): StatusLine => ({
  id: 'stack.protection',
  title: 'Termination protection',
  status: stack.terminationProtection ? 'ok' : 'warn',
  value: stack.terminationProtection ? 'on' : 'off',
});

const records = async (
  context: Pick<CommandContext, 'connection' | 'settings' | 'product'>,
  stack: Stack,
): Promise<StatusLine | undefined> => {
  const plan = await plannedDns(context, stackScope(stack));
  // A stack that is not up names no balancer: nothing is in place, and nothing is missing.
  if (plan.records.length === 0) return undefined;
  const there = plan.alreadyThere.length;
  const ok = there === plan.records.length;
  return {
    id: 'dns.records',
    title: 'DNS records',
    status: ok ? 'ok' : plan.conflicts.length > 0 ? 'fail' : 'warn',
    value: `${there} of ${plan.records.length} in Route 53`,
    message: ok ? undefined : `quilt-install dns --stack-name ${stack.name} shows them; --apply writes them.`,
  };
};

const health = async (
  { connection, product }: Pick<CommandContext, 'connection' | 'product'>,
  stack: Stack,
): Promise<StatusLine | undefined> => {
  const url = product.url(stackScope(stack));
  if (url === undefined) return undefined;
  const answer = await connection.probe.https(new URL(url).host);
  const ok = answer.status !== undefined && answer.status < 500;
  return {
    id: 'https',
    title: url,
    status: ok ? 'ok' : 'fail',
    value: answer.status === undefined ? (answer.problem ?? 'no answer') : `answers ${answer.status}`,
  };
};

/** What cannot be found out is one unknown line, never the end of the screen. */
const lineOrError = async (
  id: string,
  title: string,
  line: () => Promise<StatusLine | undefined>,
): Promise<StatusLine | undefined> =>
  line().catch((error: unknown) => ({
    id,
    title,
    status: 'unknown' as const,
    message: error instanceof Error ? error.message : 'could not be found out',
  }));

/** The lines of the status screen, in order, as they become known. */
export async function* statusLines(
  context: Pick<CommandContext, 'connection' | 'settings' | 'product'>,
  stack: Stack,
): AsyncGenerator<StatusLine> {
  yield state(stack);
  const last = operation(stack);
  if (last !== undefined) yield last;
  yield protection(stack);
  const slow = [
    lineOrError('template.version', 'Version', () => version(context, stack)),
    lineOrError('dns.records', 'DNS records', () => records(context, stack)),
    lineOrError('https', 'Address', () => health(context, stack)),
  ];
  for (const line of slow) {
    const known = await line;
    if (known !== undefined) yield known;
  }
}
