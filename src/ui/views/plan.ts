import type { PlanChange, PlanEvent } from '../../core/events.ts';
import { spokenDuration } from '../../core/duration.ts';
import { clean } from '../text/clean.ts';
import { count } from '../text/format.ts';
import type { Style } from '../text/style.ts';
import { indented, pad } from '../text/wrap.ts';
import { changeLines, replaces } from './plan-changes.ts';
import { groupLines } from './plan-groups.ts';
import { statefulBlock, valueLines, wideningBlock } from './plan-risks.ts';

/** So many changes are read one by one; more are understood by what they are for. */
const readable = 12;

const total = ({ counts }: PlanEvent): number => counts.add + counts.modify + counts.replace + counts.remove;

const countsOf = ({ counts }: PlanEvent): string =>
  (['add', 'modify', 'replace', 'remove'] as const)
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}`)
    .join(', ');

const headline = (plan: PlanEvent, style: Style): readonly string[] => {
  // Of tags and outputs CloudFormation lists no change.
  const changes = countsOf(plan) || 'no resource changes';
  const many = plan.kind === 'update' ? changes : count(total(plan), 'resource');
  const line = `Plan: ${plan.kind} ${clean(plan.stackName)}, ${many}`;
  return indented(line, style.width, 8, 2).map((part) => style.paint.bold(part));
};

const labelled = (label: string, text: string | undefined, { width, paint }: Style): readonly string[] => {
  if (text === undefined || text === '') return [];
  // On a narrow screen a column of labels would leave too little for what they say.
  if (width < 60) return indented(`${label}: ${clean(text)}`, width, 6, 4);
  const [first = '', ...rest] = indented(clean(text), width, 17, 0);
  return [`    ${paint.dim(pad(label, 11))}  ${first}`, ...rest];
};

const about = (seconds: number): string =>
  seconds < 60 ? 'less than a minute' : `about ${spokenDuration(seconds)}`;

const timeOf = ({ etaSeconds, slowest = [] }: PlanEvent): string | undefined => {
  if (etaSeconds === undefined) return undefined;
  const parts = slowest.map(({ part, seconds }) => `${part} ${spokenDuration(seconds)}`);
  return `${about(etaSeconds)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
};

const costOf = ({ monthlyCost }: PlanEvent): string | undefined =>
  monthlyCost === undefined
    ? undefined
    : `about USD ${Math.round(monthlyCost.monthly).toLocaleString('en-US')} a month (estimate of ${monthlyCost.date}: ${monthlyCost.source})`;

const protections = {
  on: 'termination protection on',
  off: 'none: termination protection stays off',
  'turned on': 'termination protection is off and is turned on',
} as const;

const protectionOf = ({ protection }: PlanEvent): string | undefined =>
  protection === undefined ? undefined : protections[protection];

const templateOf = ({ template }: PlanEvent): string | undefined => {
  if (template === undefined) return undefined;
  const { source, sha256, version } = template;
  return [
    source,
    ...(version === undefined ? [] : [`version ${version}`]),
    `SHA-256 ${sha256.slice(0, 12)}…`,
  ].join(', ');
};

const detailLines = (plan: PlanEvent, style: Style): readonly string[] => [
  ...labelled('Hosts', plan.kind === 'create' ? plan.hosts?.join(', ') : undefined, style),
  ...labelled('Time', timeOf(plan), style),
  ...labelled('Cost', costOf(plan), style),
  ...labelled('Protection', protectionOf(plan), style),
  ...labelled('DNS', plan.dns, style),
  ...labelled('Template', templateOf(plan), style),
  ...(plan.notes ?? []).flatMap((note) => indented(clean(note), style.width, 6, 4)),
];

/** What is replaced or goes away is met first, what is new last. */
const weight = (change: PlanChange): number => {
  if (replaces(change)) return 0;
  return { Remove: 1, Modify: 2, Dynamic: 2, SyncWithActual: 2, Import: 3, Add: 3 }[change.action];
};

// A create of 180 resources is understood by purpose; what an update takes away or replaces is always named.
const ordinary = (plan: PlanEvent, style: Style, inFull: boolean): readonly string[] => {
  const rest = plan.changes
    .filter((change) => change.stateful !== true)
    .sort((left, right) => weight(left) - weight(right));
  if (inFull || (plan.kind === 'update' && rest.length <= readable))
    return rest.flatMap((change) => changeLines(change, style));
  const named = rest.filter((change) => change.action === 'Remove' || replaces(change));
  return [...groupLines(plan, style), ...named.flatMap((change) => changeLines(change, style))];
};

const nothingToDo = {
  unchanged: 'is as asked already: nothing to change.',
  blocked: 'cannot be changed in the state it is in.',
} as const;

const apart = (block: readonly string[], below: readonly string[]): readonly string[] =>
  block.length === 0 ? [] : ['', ...block, ...(below.length === 0 ? [] : [''])];

/** What is to be decided on: data at stake first. @param inFull each change, not only what decides */
export function planLines(plan: PlanEvent, style: Style, inFull = false): readonly string[] {
  const { kind } = plan;
  if (kind === 'unchanged' || kind === 'blocked')
    return [
      ...indented(`Plan: ${clean(plan.stackName)} ${nothingToDo[kind]}`, style.width, 8, 2),
      ...(plan.protection === 'turned on' ? labelled('Protection', protectionOf(plan), style) : []),
      ...labelled('DNS', plan.dns, style),
    ];
  const atStake = statefulBlock(plan, style);
  const widening = wideningBlock(plan, style);
  const what = [...valueLines(plan, style), ...ordinary(plan, style, inFull)];
  const details = detailLines(plan, style);
  // What could be lost or let in stands apart; all else is one block.
  return [
    ...headline(plan, style),
    ...apart(atStake, what),
    ...what,
    ...apart(widening, details),
    ...details,
  ];
}
