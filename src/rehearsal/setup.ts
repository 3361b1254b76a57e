import { partitionOfRegion } from '../core/partition.ts';
import type { CallHook } from './faults/call-fault.ts';
import { buildAccount } from './account/scenario/build.ts';
import { readScenario } from './account/scenario/read.ts';
import { fitToAnswers, type GivenAnswers } from './account/scenario/fit.ts';
import { ail } from './account/scenario/ailments.ts';
import { createScenarioStack } from './account/scenario/stacks.ts';
import { repliesOf, seedAssumedExports } from './account/scenario/assumed.ts';
import type { AccountState } from './account/state.ts';
import { JumpingClock } from './clock/jumping-clock.ts';
import type { RehearsalClock } from './clock/rehearsal-clock.ts';
import { ScaledClock } from './clock/scaled-clock.ts';
import { fetchTemplate, makeCloudFormation, type CloudFormation } from './cloudformation/index.ts';
import { chanceOf, type Beginning, type Brought } from './beginning.ts';
import { HeldClock } from './journal/held-clock.ts';
import { Journal } from './journal/journal.ts';
import { parseFaults, type Faults } from './faults/faults.ts';
import type { ResourceFailures } from './service.ts';

export interface RehearsalOptions {
  /** Absent: the one that the account to be brought back began with, or `ready`. */
  readonly scenario?: string;
  /** Each value of `--fail`. */
  readonly fail: readonly string[];
  readonly speed: number | 'max';
  /** Real milliseconds added to every call. */
  readonly latencyMs: number;
  readonly port?: number;
  /** The tool is in another process and keeps its own time. */
  readonly serve: boolean;
  /** The package's `templates/` folder. */
  readonly templates: string;
  readonly answers?: GivenAnswers;
  /** Each value of `--assume-export`. */
  readonly assumeExport?: readonly string[];
  /** Each value of `--reply`. */
  readonly reply?: readonly string[];
  /** The folder of `--nested-dir`. */
  readonly nestedDir?: string;
  /** The account is kept, to be brought back by what its `saved()` tells; `saved`: told by an earlier one. */
  readonly keep?: { readonly saved?: string };
  /** For faults that come by chance; the same seed brings the same. */
  readonly seed?: number;
  /** Changes the account before the first call, for tests. */
  readonly prepare?: (account: AccountState) => void;
  /** For tests: told of every call; says what befalls it. */
  readonly onCall?: CallHook;
  /** Unknown operations and our own faults, a line each. */
  readonly log?: (line: string) => void;
}

const clockFor = (options: RehearsalOptions, start: number): RehearsalClock =>
  options.speed === 'max' ? new JumpingClock(start) : new ScaledClock(start, options.speed, options.serve);

/** The account as it is before the first call, and what it stands on. */
export interface RehearsalSetup {
  readonly options: RehearsalOptions;
  readonly account: AccountState;
  readonly clock: RehearsalClock;
  /** The account's door to it. */
  readonly held: HeldClock;
  /** What this run was asked to break. */
  readonly faults: Faults;
  readonly failures: ResourceFailures;
  readonly cloudformation: CloudFormation;
  readonly journal?: Journal;
  /** Another run on the account that is there: its faults, replies, nested templates and answers. */
  readonly takeOver: (brought: Brought) => void;
  readonly healResources: () => void;
  /** The tool keeps its own time, and this account none: what is under way is over at the next look. */
  readonly skipsTime: boolean;
}

const forbid = (
  account: AccountState,
  always: ReadonlySet<string>,
  { denied, allowedOnly }: Faults,
): void => {
  const deny = new Set([...always, ...denied]);
  account.permissions = { deny, allow: allowedOnly === undefined ? undefined : new Set(allowedOnly) };
};

const journalOf = (options: RehearsalOptions, beginning: Beginning, held: HeldClock): Journal | undefined =>
  options.keep === undefined ? undefined : new Journal(beginning, held, chanceOf, beginning.saved);

/** @throws InstallError scenario-unknown, fail-invalid (2) */
export async function setupOf(
  options: RehearsalOptions,
  beginning: Beginning,
  endpoint: () => string,
): Promise<RehearsalSetup> {
  const { beganAt, first, saved } = beginning;
  const place = { ...beginning, partition: partitionOfRegion(beginning.region).id };
  let brought = parseFaults(first.fail);
  const file = await readScenario(options.templates, beginning.scenario, place);
  const account = buildAccount(file, place, beganAt);
  if (first.answers !== undefined) fitToAnswers(account, first.answers, beganAt);
  options.prepare?.(account);
  const clock = clockFor(options, saved?.savedAt ?? beganAt);
  const held = new HeldClock(clock.account);
  if (saved !== undefined) held.hold(beganAt);
  const journal = journalOf(options, beginning, held);
  // A failure that was asked for strikes what is done now, not what is up already.
  let present = false;
  const failures: ResourceFailures = {
    get logicalIds() {
      return brought.failures.logicalIds;
    },
    reasonFor: (id, phase) => (present ? brought.failures.reasonFor(id, phase) : undefined),
  };
  const skipsTime = options.serve && options.speed === 'max';
  const nestedTemplates = new Map(first.nested);
  const replies = new Map(repliesOf(first.reply));
  const cloudformation = makeCloudFormation({
    account,
    clock: held,
    failures,
    endpoint,
    skipsTime,
    nestedTemplates,
    replies,
    fetchTemplate: journal?.fetching(fetchTemplate),
  });
  for (const stack of file.stacks ?? [])
    await createScenarioStack(stack, options.templates, account, cloudformation);
  account.hooks = [...account.hooks, ...(file.hooks ?? [])];
  if (file.ailments !== undefined) ail(account, file.ailments, beganAt);
  seedAssumedExports(cloudformation, beginning.assumeExport);
  present = true;
  const { deny } = account.permissions;
  forbid(account, deny, brought);
  const takeOver = ({ fail, reply, nested, answers }: Brought): void => {
    brought = parseFaults(fail);
    forbid(account, deny, brought);
    for (const [id, attributes] of repliesOf(reply)) replies.set(id, attributes);
    for (const [name, bytes] of nested) nestedTemplates.set(name, bytes);
    if (answers !== undefined) fitToAnswers(account, answers, held.now());
  };
  return {
    options,
    account,
    clock,
    held,
    faults: parseFaults(options.fail),
    failures,
    cloudformation,
    journal,
    takeOver,
    healResources: () => void (present = false),
    skipsTime,
  };
}
