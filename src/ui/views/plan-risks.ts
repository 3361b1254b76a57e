import type { PlanChange, PlanEvent, PlanValue } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { indented } from '../text/wrap.ts';
import { changeLines } from './plan-changes.ts';

const whatHappensToData = (change: PlanChange): string => {
  if (change.action === 'Remove') return 'is removed with what it holds';
  return change.replacement === 'Conditional'
    ? 'may be replaced by a new, empty one'
    : 'is replaced by a new, empty one';
};

export function statefulBlock(plan: PlanEvent, style: Style): readonly string[] {
  const changes = plan.changes.filter((change) => change.stateful === true);
  if (changes.length === 0) return [];
  return [
    `  ${style.paint.red.bold('Data at stake')}`,
    ...changes.flatMap((change) => [
      ...changeLines(change, style),
      ...indented(whatHappensToData(change), style.width, 8).map((line) => style.paint.red(line)),
    ]),
    ...indented('Going on needs the name of the stack, typed or given by --confirm.', style.width, 4),
  ];
}

export function wideningBlock(plan: PlanEvent, style: Style): readonly string[] {
  const changes = plan.changes.filter((change) => change.widens !== undefined);
  if (changes.length === 0) return [];
  return [
    `  ${style.paint.yellow.bold('Access that widens')}`,
    ...changes.flatMap((change) =>
      indented(`${clean(change.logicalId)}: ${clean(change.widens ?? '')}`, style.width, 6, 4),
    ),
  ];
}

const quoted = (value: string): string => (value === '' ? '(empty)' : clean(value));

const valueOf = ({ change, from, to }: PlanValue): string => {
  if (change === 'new') return `${to === undefined ? 'a secret' : quoted(to)} (new)`;
  if (change === 'dropped')
    return `${from === undefined ? '' : `${quoted(from)} `}(no longer in the template)`;
  if (to === undefined) return 'a secret: the one given replaces the one in place, which nobody can compare';
  return from === undefined ? quoted(to) : `${quoted(from)} → ${quoted(to)}`;
};

const signs = { changed: '~', new: '+', dropped: '-' } as const;

/** Values that an upgrade changes; what is kept is not named. */
export const valueLines = ({ values = [] }: PlanEvent, style: Style): readonly string[] =>
  values.flatMap((value) =>
    indented(`${signs[value.change]} ${clean(value.key)}: ${valueOf(value)}`, style.width, 8, 4),
  );
