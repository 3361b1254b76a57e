import { roleName } from '../../account/arn.ts';
import {
  conditionOf,
  inProgress,
  operationOf,
  succeededStatus,
  type StackCondition,
} from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { recovery } from '../../stack/index.ts';
import { awsCommand, resumeCommand } from '../shared/next-command.ts';
import { day, type StatusInput, type Mark, type StatusLine } from './line.ts';

const marks: Readonly<Record<StackCondition, Mark>> = {
  healthy: 'ok',
  busy: 'warn',
  empty: 'fail',
  stuck: 'fail',
  absent: 'fail',
};

/** Whoever began it chose express mode; what is ready is not its status's to tell. */
const expressNote = ({ express }: Stack): string | undefined =>
  express === true
    ? 'It was deployed in express mode: complete was told before all of it could be used. The lines of its parts tell what can be.'
    : undefined;

export function state({ stack }: StatusInput): StatusLine {
  const status = marks[conditionOf(stack.status)];
  return {
    id: 'stack.state',
    title: 'Stack',
    status,
    value: stack.status,
    message: status === 'ok' ? expressNote(stack) : recovery(stack.status, stack.name).summary,
  };
}

const time = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** When the operation began that the stack is in, or was in last. */
const begunAt = ({ status, createdAt, updatedAt, deletedAt }: Stack): number =>
  operationOf(status) === 'delete' ? (deletedAt ?? updatedAt ?? createdAt) : (updatedAt ?? createdAt);

/** How the last operation went: a stack that is up may be so because its update was taken back. */
export function operation({ context, stack }: StatusInput): readonly StatusLine[] {
  const what = operationOf(stack.status);
  if (what === undefined) return [];
  const value = `${what}, ${time(begunAt(stack))}`;
  const line = { id: 'stack.operation', title: 'Last operation' } as const;
  if (inProgress(stack.status))
    return [
      { ...line, status: 'warn', value: `${value}, under way`, message: resumeCommand(context, 'watch') },
    ];
  if (succeededStatus(stack.status)) return [{ ...line, status: 'ok', value }];
  return [
    { ...line, status: 'fail', value: `${value}, failed`, message: resumeCommand(context, 'diagnose') },
  ];
}

export const protection = ({ stack }: StatusInput): StatusLine => ({
  id: 'stack.protection',
  title: 'Termination protection',
  status: stack.terminationProtection ? 'ok' : 'warn',
  value: stack.terminationProtection ? 'on' : 'off',
});

/** CloudFormation goes on using a stack's role, whoever calls: without it nothing can be changed or deleted. */
export async function serviceRole({ context, stack }: StatusInput): Promise<readonly StatusLine[]> {
  const line = { id: 'stack.role', title: 'Service role' } as const;
  const { roleArn } = stack;
  if (roleArn === undefined)
    return [{ ...line, status: 'ok', value: 'none, CloudFormation works as whoever calls' }];
  const role = await context.connection.facts.role(roleName(roleArn));
  if (role !== undefined) return [{ ...line, status: 'ok', value: role.name }];
  return [
    {
      ...line,
      status: 'fail',
      value: `${roleName(roleArn)} is gone`,
      message: 'Until a role of that name is back, the stack can neither be changed nor deleted.',
    },
  ];
}

/** Detecting takes minutes and belongs to no look: what the last one found is told with its date. */
export async function drift({ context, stack }: StatusInput): Promise<readonly StatusLine[]> {
  const line = { id: 'stack.drift', title: 'Changed by hand' } as const;
  const look = awsCommand(context, 'cloudformation', 'detect-stack-drift', '--stack-name', stack.name);
  const found = stack.drift;
  if (found === undefined)
    return [{ ...line, status: 'unknown', value: 'never looked for', message: `To look:\n${look}` }];
  const when = found.checkedAt === undefined ? '' : `, as of ${day(found.checkedAt)}`;
  if (found.status !== 'DRIFTED')
    return [
      { ...line, status: found.status === 'IN_SYNC' ? 'ok' : 'unknown', value: `${found.status}${when}` },
    ];
  const resources = await context.connection.facts.stackResources(stack.id).catch(() => []);
  const names = resources.filter((one) => one.drift === 'MODIFIED' || one.drift === 'DELETED');
  return [
    {
      ...line,
      status: 'warn',
      value: `${found.status}${when}`,
      message:
        names.length === 0
          ? `To look again:\n${look}`
          : `${names.map((one) => `${one.logicalId} (${one.drift?.toLowerCase() ?? ''})`).join(', ')}. An update may overwrite these changes.`,
    },
  ];
}
