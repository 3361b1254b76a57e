import type { PlanChange, PlanEvent } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import { estimatedDuration } from '../../core/duration.ts';
import { count } from '../text/format.ts';
import type { Style } from '../text/style.ts';
import { indented } from '../text/wrap.ts';

const total = ({ counts }: PlanEvent): number => counts.add + counts.modify + counts.replace + counts.remove;

const countsOf = ({ counts }: PlanEvent): string =>
  (['add', 'modify', 'replace', 'remove'] as const)
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}`)
    .join(', ');

const headline = (plan: PlanEvent, { symbols }: Style): string => {
  const parts = [clean(plan.stackName), plan.kind, count(total(plan), 'resource')];
  if (plan.kind === 'update') parts[2] = countsOf(plan);
  if (plan.etaSeconds !== undefined) parts.push(`about ${estimatedDuration(plan.etaSeconds)}`);
  return parts.join(` ${symbols.dot} `);
};

const replaces = (change: PlanChange): boolean => change.replacement === 'True';

const actionOf = (change: PlanChange): string => {
  if (change.replacement === 'True') return 'replace';
  if (change.replacement === 'Conditional') return 'modify, perhaps replace';
  return change.action === 'Dynamic' ? 'decided while it runs' : change.action.toLowerCase();
};

const signs: Readonly<Record<PlanChange['action'], string>> = {
  Add: '+',
  Modify: '~',
  Remove: '-',
  Import: '+',
  Dynamic: '?',
  SyncWithActual: '~',
};

const painted = (change: PlanChange, text: string, { paint }: Style): string => {
  if (change.action === 'Remove' || replaces(change)) return paint.red(text);
  return change.action === 'Add' || change.action === 'Import' ? paint.green(text) : paint.yellow(text);
};

const changeLines = (change: PlanChange, style: Style): readonly string[] => {
  const sign = replaces(change) ? '±' : signs[change.action];
  const safeSign = style.symbols.pass === '√' ? sign : sign.replace('±', '!');
  const properties = (change.properties ?? []).map(clean).join(', ');
  const text = `${clean(change.logicalId)} (${clean(change.type)})${properties === '' ? '' : `: ${properties}`}`;
  const uncertain = change.replacement === 'Conditional' ? ` [${actionOf(change)}]` : '';
  const [first = '', ...rest] = indented(text + uncertain, style.width, 8, 0);
  return [`    ${painted(change, safeSign, style)} ${first}`, ...rest];
};

const typeCounts = (changes: readonly PlanChange[], style: Style): readonly string[] => {
  const types = new Map<string, number>();
  for (const change of changes) types.set(change.type, (types.get(change.type) ?? 0) + 1);
  const sorted = [...types].sort(([left, many], [right, more]) => more - many || left.localeCompare(right));
  const plus = style.paint.green('+');
  const single = sorted.filter(([, number]) => number === 1).map(([type]) => clean(type));
  const [first = '', ...rest] = indented(
    single.length > 1 ? `1 each of ${single.join(', ')}` : `1  ${single.join('')}`,
    style.width,
    11,
    0,
  );
  return [
    ...sorted
      .filter(([, number]) => number > 1)
      .map(([type, number]) => `    ${plus} ${String(number).padStart(3)}  ${clean(type)}`),
    ...(single.length === 0 ? [] : [`    ${plus}   ${first}`, ...rest]),
  ];
};

// A create of 180 resources is understood by type; an update is decided change by change.
const ordinary = (plan: PlanEvent, style: Style): readonly string[] => {
  const rest = plan.changes.filter((change) => change.stateful !== true);
  const added = rest.filter((change) => change.action === 'Add');
  const others = rest
    .filter((change) => change.action !== 'Add')
    .sort((left, right) => Number(replaces(right)) - Number(replaces(left)));
  return [
    ...others.flatMap((change) => changeLines(change, style)),
    ...(added.length > 20 ? typeCounts(added, style) : added.flatMap((change) => changeLines(change, style))),
  ];
};

const whatHappensToData = (change: PlanChange): string => {
  if (change.action === 'Remove') return 'is removed with what it holds';
  return change.replacement === 'Conditional'
    ? 'may be replaced by a new, empty one'
    : 'is replaced by a new, empty one';
};

const statefulBlock = (plan: PlanEvent, style: Style): readonly string[] => {
  const changes = plan.changes.filter((change) => change.stateful === true);
  if (changes.length === 0) return [];
  return [
    '',
    `  ${style.paint.red.bold('Data at stake')}`,
    ...changes.flatMap((change) => [
      ...changeLines(change, style),
      ...indented(whatHappensToData(change), style.width, 8).map((line) => style.paint.red(line)),
    ]),
    ...indented('Going on needs the name of the stack, typed or given by --confirm.', style.width, 4),
  ];
};

const wideningBlock = (plan: PlanEvent, style: Style): readonly string[] => {
  const changes = plan.changes.filter((change) => change.widens !== undefined);
  if (changes.length === 0) return [];
  return [
    '',
    `  ${style.paint.yellow.bold('Access that widens')}`,
    ...changes.flatMap((change) =>
      indented(`${clean(change.logicalId)}: ${clean(change.widens ?? '')}`, style.width, 6, 4),
    ),
  ];
};

const notesOf = (plan: PlanEvent, style: Style): readonly string[] =>
  (plan.notes ?? []).flatMap((note) => indented(clean(note), style.width, 4));

export function planLines(plan: PlanEvent, style: Style): readonly string[] {
  const [first = '', ...more] = indented(headline(plan, style), style.width, 8, 0);
  if (plan.kind === 'unchanged')
    return [
      ...indented(`Plan  ${clean(plan.stackName)} is as asked already: nothing to change.`, style.width, 2),
      ...notesOf(plan, style),
    ];
  if (plan.kind === 'blocked')
    return [
      ...indented(`Plan  ${clean(plan.stackName)} cannot be changed in the state it is in.`, style.width, 2),
      ...notesOf(plan, style),
    ];
  return [
    `  ${style.paint.bold('Plan')}  ${first}`,
    ...more,
    ...notesOf(plan, style),
    ...ordinary(plan, style),
    ...statefulBlock(plan, style),
    ...wideningBlock(plan, style),
  ];
}
