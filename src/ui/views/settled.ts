import type { SettledEvent } from '../../core/events.ts';
import { operationOf, type StackStatus } from '../../core/stack-status.ts';
import { clean } from '../text/clean.ts';
import { measuredDuration } from '../../core/duration.ts';
import type { Style } from '../text/style.ts';
import { indented, pad } from '../text/wrap.ts';

const success = (status: StackStatus): string => {
  // A rollback that somebody let go on.
  if (status.includes('ROLLBACK')) return 'Rolled back';
  switch (operationOf(status)) {
    case 'delete':
      return 'Stack deleted';
    case 'update':
      return 'Stack updated';
    case 'create':
    case 'import':
    case undefined:
      return 'Stack ready';
  }
};

/** What became of the stack, as the second half of "X failed, …". */
const stackAfterwards = (status: StackStatus): string => {
  switch (status) {
    case 'ROLLBACK_COMPLETE':
      return 'everything was rolled back';
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'the previous version is back in place';
    case 'DELETE_COMPLETE':
      return 'the stack was deleted';
    case 'IMPORT_ROLLBACK_COMPLETE':
      return 'the import was undone';
    case 'DELETE_FAILED':
      return 'the delete stopped half way';
    case 'ROLLBACK_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return 'and rolling back stopped half way';
    default:
      return `the stack is left in ${status}`;
  }
};

const labelled = (label: string, text: string, style: Style): readonly string[] => {
  const [first = '', ...rest] = indented(clean(text), style.width, 14, 0);
  return [`    ${pad(label, 8)}  ${first}`, ...rest];
};

const causeLines = (settled: SettledEvent, style: Style): readonly string[] => {
  const cause = settled.rootCause;
  if (cause === undefined) return [];
  return [
    ...indented(clean(cause.reason), style.width, 4),
    ...(cause.meaning === undefined ? [] : labelled('Meaning', cause.meaning, style)),
    ...(cause.remedy === undefined ? [] : labelled('Do now', cause.remedy, style)),
    ...(cause.docs === undefined ? [] : labelled('See', cause.docs, style)),
  ];
};

const headlineOf = ({ status, rootCause }: SettledEvent): string => {
  // Nothing failed: it was deleted by someone while it was being made.
  if (rootCause === undefined && status === 'DELETE_COMPLETE') return 'The stack was deleted';
  const subject = rootCause === undefined ? 'The operation' : clean(rootCause.logicalId);
  return `${subject} failed, ${stackAfterwards(status)}`;
};

export function settledLines(settled: SettledEvent, style: Style): readonly string[] {
  const { paint, symbols, width } = style;
  const took = settled.elapsedSeconds === undefined ? undefined : measuredDuration(settled.elapsedSeconds);
  if (settled.succeeded)
    return [
      `  ${paint.green(symbols.pass)} ${success(settled.status)}${took === undefined ? '' : ` in ${took}`}`,
    ];
  const after = took === undefined ? '' : ` (${took} in all)`;
  const [first = '', ...rest] = indented(`${headlineOf(settled)}${after}`, width, 4, 0);
  return [`  ${paint.red(symbols.fail)} ${paint.bold(first)}`, ...rest, ...causeLines(settled, style)];
}
