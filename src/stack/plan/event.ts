import type { PlanChange, PlanDetails, PlanEvent } from '../../core/events.ts';
import type { Change } from '../../core/stack.ts';
import { usualSeconds } from '../../template/index.ts';
import { partName, resourceGroups, type PartNames } from './purpose.ts';
import { losesState } from './stateful.ts';
import type { Widening } from './permission-widening.ts';

const isReplacement = (change: Change): boolean =>
  change.action === 'Modify' && change.replacement === 'True';

/** Each change once; a replacement counts under `replace` only, a conditional one as the change it is for sure. */
const countsOf = (changes: readonly Change[]): PlanEvent['counts'] => {
  const count = (holds: (change: Change) => boolean): number => changes.filter(holds).length;
  return {
    add: count(({ action }) => action === 'Add' || action === 'Import'),
    modify: count(
      (change) => ['Modify', 'Dynamic', 'SyncWithActual'].includes(change.action) && !isReplacement(change),
    ),
    replace: count(isReplacement),
    remove: count(({ action }) => action === 'Remove'),
  };
};

const planChange = (change: Change, widening: readonly Widening[]): PlanChange => {
  const properties = [...new Set(change.properties.map(({ name }) => name))];
  const widens = widening.filter((one) => one.change === change).map(({ text }) => text);
  return {
    action: change.action,
    logicalId: [...change.path, change.logicalId].join('/'),
    type: change.type,
    replacement: change.replacement,
    stateful: losesState(change) ? true : undefined,
    drifted: change.drifted,
    properties: properties.length === 0 ? undefined : properties,
    widens: widens.length === 0 ? undefined : widens.join('; '),
  };
};

/** Shorter waits are not worth a word in a decision. */
const longWait = 120;

const waitFor = ({ type, action, replacement }: Change): number => {
  if (action === 'Remove' || action === 'Import') return 0;
  return usualSeconds(type, action === 'Add' || replacement === 'True' ? 'create' : 'update');
};

/** Where the time goes: the two parts that usually take longest. */
const slowestOf = (changes: readonly Change[], names: PartNames): PlanEvent['slowest'] => {
  const waits = changes
    .filter((change) => waitFor(change) >= longWait)
    .map((change) => ({ part: partName(change, names) ?? change.logicalId, seconds: waitFor(change) }))
    .sort((left, right) => right.seconds - left.seconds)
    .slice(0, 2);
  return waits.length === 0 ? undefined : waits;
};

export const planEvent = (plan: {
  readonly kind: PlanEvent['kind'];
  readonly stackName: string;
  readonly changes: readonly Change[];
  readonly widening: readonly Widening[];
  readonly etaSeconds?: number;
  readonly parts?: PartNames;
  readonly details?: PlanDetails;
}): PlanEvent => ({
  type: 'plan',
  kind: plan.kind,
  stackName: plan.stackName,
  changes: plan.changes.map((change) => planChange(change, plan.widening)),
  counts: countsOf(plan.changes),
  groups: plan.changes.length === 0 ? undefined : resourceGroups(plan.changes, plan.parts ?? {}),
  etaSeconds: plan.etaSeconds,
  slowest: slowestOf(plan.changes, plan.parts ?? {}),
  ...plan.details,
});
