import { resourceFailed, resourceInProgress } from '../../core/stack-status.ts';
import { isNestedStack } from '../../template/index.ts';
import { text, time, type ReportLine } from './fields.ts';

/** One piece of work on a resource. */
export interface Bar {
  readonly kind: 'create' | 'update' | 'delete' | 'other';
  readonly end: 'done' | 'failed' | 'open';
  /** Milliseconds since 1970, AWS's clock. */
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** In the chain of work that the operation's time was spent on. */
  critical: boolean;
}

/** All the work on one resource. */
export interface Row {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly bars: readonly Bar[];
}

export interface Waterfall {
  readonly from: number;
  readonly to: number;
  /** By when work on them began. */
  readonly rows: readonly Row[];
}

const kinds = { CREATE: 'create', UPDATE: 'update', DELETE: 'delete' } as const;
const kindOf = (status: string): Bar['kind'] =>
  Object.entries(kinds).find(([verb]) => status.startsWith(verb))?.[1] ?? 'other';

interface BarStep {
  readonly at: number;
  readonly status: string;
  readonly reason: string;
}

interface OpenRow extends Row {
  readonly bars: Bar[];
  open: BarStep | undefined;
}

const barOf = (begun: BarStep, ended: BarStep, end: Bar['end']): Bar => ({
  kind: kindOf(begun.status),
  end,
  from: begun.at,
  to: Math.max(begun.at, ended.at),
  reason: ended.reason,
  critical: false,
});

const take = (row: OpenRow, step: BarStep): void => {
  if (resourceInProgress(step.status)) {
    row.open ??= step;
    return;
  }
  row.bars.push(barOf(row.open ?? step, step, resourceFailed(step.status) ? 'failed' : 'done'));
  row.open = undefined;
};

/** A nested stack's word about itself: its parent tells the same of it as a resource. */
const aboutStack = (event: ReportLine): boolean =>
  event['root'] === true ||
  (event['resourceType'] === 'AWS::CloudFormation::Stack' && event['logicalId'] === event['stack']);

/** CloudFormation goes on within seconds after what it waited for. */
const pauseMs = 20_000;

/**
 * From the work that ended last back to what ended just before it began, and so on. Events do not tell what waited for
 * what; that one began as the other ended is as near as they come.
 */
const markCritical = (bars: readonly Bar[]): void => {
  let until = Infinity;
  for (const bar of [...bars].sort((a, b) => b.to - a.to)) {
    if (bar.to > until) continue;
    if (until !== Infinity && until - bar.to > pauseMs) return;
    bar.critical = true;
    until = bar.from;
  }
};

/** Stack events → when each resource was worked on; undefined where there are none. */
export function waterfall(events: readonly ReportLine[]): Waterfall | undefined {
  const rows = new Map<string, OpenRow>();
  const times = events.flatMap(({ eventAt }) => time(eventAt) ?? []);
  // Not spread into Math.min: that is an argument each, and there may be too many.
  const from = times.reduce((least, at) => Math.min(least, at), Infinity);
  const to = times.reduce((most, at) => Math.max(most, at), from);
  if (times.length === 0) return undefined;
  for (const event of events) {
    const at = time(event['eventAt']);
    if (at === undefined || aboutStack(event)) continue;
    const { stack, logicalId, resourceType } = event;
    const key = `${text(stack)}/${text(logicalId)}`;
    const names = { stack: text(stack), logicalId: text(logicalId), type: text(resourceType) };
    const row = rows.get(key) ?? { ...names, bars: [], open: undefined };
    rows.set(key, row);
    take(row, { at, status: text(event['status']), reason: text(event['reason']) });
  }
  for (const row of rows.values())
    if (row.open !== undefined) row.bars.push(barOf(row.open, { ...row.open, at: to }, 'open'));
  const list = [...rows.values()].filter(({ bars }) => bars.length > 0);
  markCritical(list.filter(({ type }) => !isNestedStack(type)).flatMap(({ bars }) => bars));
  return { from, to, rows: list.sort((a, b) => (a.bars[0]?.from ?? 0) - (b.bars[0]?.from ?? 0)) };
}
