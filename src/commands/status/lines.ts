import type { Event } from '../../core/events.ts';
import { conditionOf, type StackCondition } from '../../core/stack-status.ts';
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

const operation = (stack: Stack): StatusLine => ({
  id: 'stack.operation',
  title: 'Last operation',
  status: 'ok',
  value: `${stack.updatedAt === undefined ? 'created' : 'updated'} ${day(stack.updatedAt ?? stack.createdAt)}`,
});

const protection = (stack: Stack): StatusLine => ({
  id: 'stack.protection',
  title: 'Termination protection',
  status: stack.terminationProtection ? 'ok' : 'warn',
  value: stack.terminationProtection ? 'on' : 'off',
});

const records = async (
  context: Pick<CommandContext, 'connection' | 'settings' | 'product'>,
  stack: Stack,
): Promise<StatusLine> => {
  const plan = await plannedDns(context, stackScope(stack));
  const there = plan.alreadyThere.length;
  const ok = there === plan.records.length;
  return {
    id: 'dns.records',
    title: 'DNS records',
    status: ok ? 'ok' : plan.conflicts.length > 0 ? 'fail' : 'warn',
    value: `${there} of ${plan.records.length} in Route 53`,
    message: ok ? undefined : 'quilt-install dns shows them; --apply writes them.',
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
  yield operation(stack);
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
