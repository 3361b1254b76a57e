import type { PlanEvent } from '../../core/events.ts';
import type { EarlyValidationFinding, Ports } from '../../core/ports.ts';
import { conditionOf, type StackStatus } from '../../core/stack-status.ts';
import type { Change, Stack } from '../../core/stack.ts';
import { saysGone, saysNoChanges } from '../aws-texts.ts';
import { rollbackOf, type PlanRequest } from './change-set-request.ts';
import { createChangeSet, type DetailedRequest, type PlanPorts } from './create-change-set.ts';
import { compareTemplate } from './compare-template.ts';
import {
  allChanges,
  awaitChangeSet,
  findingsOf,
  removeChangeSet,
  removeFailedChangeSets,
  removeLeftoverChangeSets,
} from './change-set.ts';
import { discardOrTell } from './discard.ts';
import { planEvent } from './event.ts';
import { toleratedReadings } from '../events/freshness.ts';
import { plannedSeconds } from '../events/work.ts';
import { recovery, type Recovery } from '../recover/options.ts';
import { losesState } from './stateful.ts';
import { wideningChanges, type Widening } from './permission-widening.ts';
import { findingLine, interrupted, planRefused, stackBusy, stackMissing } from '../errors.ts';

/** A change set that waits for yes or no. Keep its ARN: its name is gone once it is executed. */
export interface ReadyPlan {
  readonly kind: 'create' | 'update';
  readonly changeSetId: string;
  readonly stackId: string;
  readonly stackName: string;
  /** This run made the empty stack that holds it. */
  readonly emptyStackCreated: boolean;
  readonly changes: readonly Change[];
  /** Need the typed stack name. */
  readonly stateful: readonly Change[];
  readonly widening: readonly Widening[];
  /** What early validation warns of. */
  readonly findings: readonly EarlyValidationFinding[];
  readonly event: PlanEvent;
}

export type Plan =
  | ReadyPlan
  | { readonly kind: 'unchanged'; readonly stack: Stack; readonly event: PlanEvent }
  | {
      readonly kind: 'blocked';
      readonly status: StackStatus;
      readonly recovery: Recovery;
      readonly event: PlanEvent;
    };

/**
 * Makes a change set and reads what it would do. What it makes it removes again, or names, unless a plan to decide on
 * comes of it. @throws InstallError `stack-missing`, `stack-busy`, `plan-refused`, `template-changed`, `plan-timeout`, …
 */
export async function makePlan(given: PlanRequest, ports: PlanPorts): Promise<Plan> {
  const [found, details] = await Promise.all([lookFirst(given, ports), given.details]);
  if ('blocked' in found) return found.blocked;
  const request = { ...given, details };
  const { stack, emptyStackCreated, unfinished } = found;
  const made = await createChangeSet({ ...request, stack: stack ?? request.stack }, ports);
  if (made === 'unchanged') return unchanged(request, stack);
  const holder = { ...made, stackName: request.stackName, emptyStackCreated };
  try {
    const plan = await read(request, holder, ports);
    // What is left of an earlier run is nothing that this plan fails by.
    await removeFailedChangeSets(unfinished, made.stackId, ports).catch(() => undefined);
    return plan;
  } catch (error) {
    await discardOrTell(holder, ports);
    throw ports.signal.aborted ? interrupted() : error;
  }
}

type StackForPlan =
  | {
      readonly stack: Stack | undefined;
      readonly emptyStackCreated: boolean;
      /** Change sets of ours that are still being made. */
      readonly unfinished: readonly string[];
    }
  | { readonly blocked: Plan };

/** Between two looks for a stack that was there a moment ago, milliseconds. */
const lookAgainMs = 2_000;

/** DescribeStacks may lag behind: a stack that was seen before is not gone because one reading says so. */
async function present(request: PlanRequest, ports: PlanPorts): Promise<Stack | undefined> {
  for (let missing = 0; ; missing++) {
    const stack = await ports.stacks.describe(request.stackName);
    const isSure = stack !== undefined || request.stack === undefined || missing >= toleratedReadings;
    if (isSure || ports.signal.aborted) return stack;
    await ports.clock.sleep(lookAgainMs, ports.signal);
  }
}

/** Whether the stack, as it is now, can take a change set of this kind. */
async function lookFirst(request: PlanRequest, ports: PlanPorts): Promise<StackForPlan> {
  const stack = await present(request, ports);
  const condition = conditionOf(stack?.status);
  if (request.kind === 'update' && (stack === undefined || condition === 'absent' || condition === 'empty'))
    throw stackMissing(request.stackName);
  if (stack !== undefined && condition === 'busy') throw stackBusy(stack);
  const fits = request.kind === 'create' ? ['absent', 'empty'] : ['healthy'];
  if (stack !== undefined && !fits.includes(condition))
    return { blocked: blocked(request.stackName, stack.status) };
  const unfinished =
    stack !== undefined && condition !== 'absent' ? await removeLeftoverChangeSets(stack, ports) : [];
  return { stack, emptyStackCreated: condition === 'absent', unfinished };
}

interface CreatedChangeSet {
  readonly changeSetId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly emptyStackCreated: boolean;
}

async function read(request: DetailedRequest, made: CreatedChangeSet, ports: PlanPorts): Promise<Plan> {
  const changeSet = await awaitChangeSet(made.changeSetId, made.stackId, ports);
  if (saysNoChanges(changeSet)) {
    await removeChangeSet(made.changeSetId, ports);
    return unchanged(request, await ports.stacks.describe(made.stackId));
  }
  const comparing = compareTemplate(request, changeSet, ports);
  // Judged below, after what CloudFormation itself has to say.
  comparing.catch(() => undefined);
  const findings = await findingsOf(changeSet, ports);
  if (changeSet.status === 'FAILED')
    throw planRefused(request.stackName, changeSet.statusReason ?? 'no reason given', findings);
  const notes = [
    ...(request.details?.notes ?? []),
    ...(await comparing),
    ...findings.map((finding) => `CloudFormation warns: ${findingLine(finding)}`),
  ];
  const details = { ...request.details, ...(notes.length === 0 ? {} : { notes }) };
  return ready({ ...request, details }, made, await allChanges(changeSet, ports), findings);
}

function ready(
  request: DetailedRequest,
  made: CreatedChangeSet,
  changes: readonly Change[],
  findings: readonly EarlyValidationFinding[],
): ReadyPlan {
  const { kind, stackName, document, parts, details, stack } = request;
  const { monitoringMinutes } = rollbackOf(request) ?? stack?.rollback ?? {};
  // In a new stack everything is new; only a running one has an access that could widen.
  const widening = kind === 'update' ? wideningChanges(changes) : [];
  return {
    ...made,
    kind,
    changes,
    stateful: changes.filter(losesState),
    widening,
    findings,
    event: planEvent({
      kind,
      stackName,
      changes,
      widening,
      etaSeconds: plannedSeconds(changes, document, monitoringMinutes),
      parts,
      details,
    }),
  };
}

function unchanged({ stackName, details }: DetailedRequest, stack: Stack | undefined): Plan {
  if (stack === undefined) throw stackMissing(stackName);
  return {
    kind: 'unchanged',
    stack,
    event: planEvent({ kind: 'unchanged', stackName, changes: [], widening: [], details }),
  };
}

const blocked = (stackName: string, status: StackStatus): Plan => ({
  kind: 'blocked',
  status,
  recovery: recovery(status, stackName),
  event: planEvent({ kind: 'blocked', stackName, changes: [], widening: [] }),
});

/** The stack by name, or undefined: an empty one is none to install into, it is shown as it is. */
export const readStack = (name: string, ports: Pick<Ports, 'stacks'>): Promise<Stack | undefined> =>
  ports.stacks.describe(name).catch((error: unknown) => {
    if (saysGone(error)) return undefined;
    throw error;
  });
