import type { EarlyValidationFinding, Ports } from '../../core/ports.ts';
import { conditionOf } from '../../core/stack-status.ts';
import { changeSetPrefix, type Change, type ChangeSet } from '../../core/stack.ts';
import { awsWords } from '../aws-texts.ts';
import { interrupted, planGone, planTimeout } from '../errors.ts';
import { retryTransient, unlessRefused } from '../retry.ts';

/** Change sets of large templates take a minute; validation and nested stacks some more. Milliseconds. */
const changeSetTimeoutMs = 900_000;
const nestedDepth = 6;

/** Waits until CloudFormation has computed the change set, whether it worked or not. */
export async function awaitChangeSet(
  id: string,
  stackId: string,
  ports: Pick<Ports, 'stacks' | 'clock' | 'signal'>,
): Promise<ChangeSet> {
  const until = ports.clock.now() + changeSetTimeoutMs;
  for (let wait = 1_000; ports.clock.now() < until; wait = Math.min(wait * 1.5, 4_000)) {
    if (ports.signal.aborted) throw interrupted();
    const changeSet = await retryTransient(() => ports.stacks.changeSet(id, stackId), ports);
    if (changeSet === undefined) throw planGone(stackId.split('/')[1] ?? stackId);
    if (!/_(PENDING|IN_PROGRESS)$/.test(changeSet.status)) return changeSet;
    await ports.clock.sleep(wait, ports.signal);
  }
  throw planTimeout();
}

/** All changes, those inside nested change sets included, each with its path from the root. */
export async function allChanges(
  changeSet: ChangeSet,
  ports: Pick<Ports, 'stacks'>,
  path: readonly string[] = [],
): Promise<readonly Change[]> {
  const all: Change[] = [];
  for (const change of changeSet.changes) {
    all.push({ ...change, path });
    if (change.nestedChangeSetId === undefined || path.length >= nestedDepth) continue;
    const nested = await ports.stacks.changeSet(change.nestedChangeSetId);
    if (nested !== undefined) all.push(...(await allChanges(nested, ports, [...path, change.logicalId])));
  }
  return all;
}

/** What early validation and hooks found; nothing where it may not be read, or tells no more than the refusal does. */
export function findingsOf(
  { id: changeSetId, status }: Pick<ChangeSet, 'id' | 'status'>,
  ports: Pick<Ports, 'stacks' | 'clock' | 'signal'>,
): Promise<readonly EarlyValidationFinding[]> {
  const read = (): Promise<readonly EarlyValidationFinding[]> => ports.stacks.findings({ changeSetId });
  return status === 'FAILED' ? read().catch(() => []) : unlessRefused(ports, read, []);
}

/** Deletes a change set; one that is gone, or is being executed, is left in peace. */
export async function removeChangeSet(id: string, ports: Pick<Ports, 'stacks'>): Promise<void> {
  try {
    await ports.stacks.deleteChangeSet(id);
  } catch (error) {
    if (
      !/InvalidChangeSetStatus|does not exist|ChangeSetNotFound|in its current status|EXECUTE_/.test(
        awsWords(error),
      )
    )
      throw error;
  }
}

/** A stack that is nothing but a place for change sets, and whose they are. */
export interface EmptyStack {
  /** Made by this tool, in this or an earlier run. */
  readonly ours: readonly { readonly id: string; readonly name: string; readonly status: string }[];
  /** Made by others: their empty stack is not ours to take. */
  readonly others: readonly string[];
}

export async function inspectEmptyStack(stackId: string, ports: Pick<Ports, 'stacks'>): Promise<EmptyStack> {
  const all = await ports.stacks.changeSets(stackId);
  const isOurs = ({ name }: { name: string }): boolean => name.startsWith(changeSetPrefix);
  return {
    ours: all.filter(isOurs).map(({ id, name, status }) => ({ id, name, status })),
    others: all.filter((one) => !isOurs(one)).map(({ name }) => name),
  };
}

/**
 * Removes what killed runs of this tool left: every change set of ours in an empty stack, and failed ones elsewhere.
 * A living one on a running stack may be another person's plan; executing ours removes it anyway.
 * @returns ids of those that are still being made, and may fail yet
 */
export async function removeLeftoverChangeSets(
  stack: { readonly id: string; readonly status: Parameters<typeof conditionOf>[0] },
  ports: Pick<Ports, 'stacks'>,
): Promise<readonly string[]> {
  const { ours } = await inspectEmptyStack(stack.id, ports);
  const emptyStack = conditionOf(stack.status) === 'empty';
  const removes = ({ status }: { readonly status: string }): boolean => emptyStack || status === 'FAILED';
  for (const one of ours) if (removes(one)) await removeChangeSet(one.id, ports);
  return ours.flatMap((one) =>
    !removes(one) && /^CREATE_(PENDING|IN_PROGRESS)$/.test(one.status) ? one.id : [],
  );
}

/** Of those that were still being made a plan ago: what a run that broke off before leaves for no changes fails late. */
export async function removeFailedChangeSets(
  ids: readonly string[],
  stackId: string,
  ports: Pick<Ports, 'stacks'>,
): Promise<void> {
  for (const id of ids)
    if ((await ports.stacks.changeSet(id, stackId))?.status === 'FAILED') await removeChangeSet(id, ports);
}
