import { partitionOfRegion } from '../core/partition.ts';
import { drawing } from './account/random-source.ts';
import { buildAccount, otherAccounts } from './account/scenario/build.ts';
import type { ScenarioFile } from './account/scenario/file/file.ts';
import type { OtherAccount } from './server/call.ts';
import { readScenario } from './account/scenario/read.ts';
import { fitToAnswers } from './account/scenario/fit.ts';
import { applyAilments } from './account/scenario/ailments.ts';
import { createScenarioStack } from './account/scenario/stacks.ts';
import { repliesOf, seedAssumedExports } from './account/scenario/assumed.ts';
import type { AccountState } from './account/state.ts';
import { JumpingClock } from './clock/jumping-clock.ts';
import type { RehearsalClock } from './clock/rehearsal-clock.ts';
import { ScaledClock } from './clock/scaled-clock.ts';
import { fetchTemplate, makeCloudFormation, type CloudFormation } from './cloudformation/index.ts';
import type { PeerAccount } from './cloudformation/model/world.ts';
import { randomFrom, type AccountOrigin, type RunInputs } from './account-origin.ts';
import { HeldClock } from './journal/held-clock.ts';
import { Journal } from './journal/journal.ts';
import type { RehearsalOptions } from './options.ts';
import { parseFaults, type Faults } from './faults/faults.ts';
import type { ResourceFailures } from './service.ts';

const clockFor = (options: RehearsalOptions, start: number): RehearsalClock =>
  options.speed === 'max' ? new JumpingClock(start) : new ScaledClock(start, options.speed, options.serve);

/** The account as it is before the first call, and what it stands on. */
export interface RehearsalSetup {
  readonly options: RehearsalOptions;
  readonly account: AccountState;
  readonly others: ReadonlyMap<string, OtherAccount>;
  /** Which of the others there is a profile for. */
  readonly accounts: ScenarioFile['accounts'];
  readonly clock: RehearsalClock;
  /** The account's door to it. */
  readonly held: HeldClock;
  /** What this run was asked to break. */
  readonly faults: Faults;
  readonly failures: ResourceFailures;
  readonly cloudformation: CloudFormation;
  readonly journal?: Journal;
  /** Another run on the account that is there: its faults, replies, nested templates and answers. */
  readonly takeOver: (brought: RunInputs) => void;
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

const journalOf = (
  options: RehearsalOptions,
  beginning: AccountOrigin,
  held: HeldClock,
): Journal | undefined =>
  options.keep === undefined ? undefined : new Journal(beginning, held, randomFrom, beginning.saved);

/** What this run and those before it were asked to let fail: it strikes what is done now, not what is up already. */
class AskedFailures implements ResourceFailures {
  #asked: ResourceFailures;
  strikes = false;

  constructor(asked: ResourceFailures) {
    this.#asked = asked;
  }

  ask(next: ResourceFailures): void {
    this.#asked = next;
  }

  get logicalIds(): readonly string[] {
    return this.#asked.logicalIds;
  }

  reasonFor: ResourceFailures['reasonFor'] = (id, phase) =>
    this.strikes ? this.#asked.reasonFor(id, phase) : undefined;
}

/** What is up when the account begins. */
const populate = async (
  { options, account, cloudformation }: Pick<RehearsalSetup, 'options' | 'account' | 'cloudformation'>,
  file: ScenarioFile,
  { assumeExport, beganAt }: AccountOrigin,
): Promise<void> => {
  for (const stack of file.stacks ?? [])
    await createScenarioStack(stack, options.templates, account, cloudformation);
  account.hooks = [...account.hooks, ...(file.hooks ?? [])];
  if (file.ailments !== undefined) applyAilments(account, file.ailments, beganAt);
  seedAssumedExports(cloudformation, assumeExport);
};

const buildHome = async (
  { templates, prepare }: RehearsalOptions,
  beginning: AccountOrigin,
): Promise<{
  readonly file: ScenarioFile;
  readonly account: AccountState;
  readonly elsewhere: readonly AccountState[];
}> => {
  const { beganAt, first, scenario } = beginning;
  const place = { ...beginning, partition: partitionOfRegion(beginning.region).id };
  const file = await readScenario(templates, scenario, place);
  const account = buildAccount(file, place, beganAt);
  // Before anything is fitted: a host that another account's zone covers needs none here.
  const elsewhere = otherAccounts(account, file, beganAt);
  if (first.answers !== undefined) fitToAnswers(account, first.answers, beganAt);
  prepare?.(account);
  return { file, account, elsewhere };
};

/** How an account that is there takes what another run brings; to be asked before anything is forbidden. */
const takesOver = (
  { account, held, failures }: Pick<RehearsalSetup, 'account' | 'held'> & { failures: AskedFailures },
  {
    replies,
    nestedTemplates,
    types,
  }: {
    readonly replies: Map<string, ReadonlyMap<string, string>>;
    readonly nestedTemplates: Map<string, Uint8Array>;
    readonly types: Set<string>;
  },
): RehearsalSetup['takeOver'] => {
  const { deny } = account.permissions;
  return ({ fail, reply, types: more, nested, answers }) => {
    const faults = parseFaults(fail);
    failures.ask(faults.failures);
    forbid(account, deny, faults);
    for (const [id, attributes] of repliesOf(reply)) replies.set(id, attributes);
    for (const [name, bytes] of nested) nestedTemplates.set(name, bytes);
    for (const type of more) types.add(type);
    if (answers === undefined) return;
    // Told again in the next process it must come to the same ids.
    drawing(randomFrom(1_000 + account.roles.size), () => fitToAnswers(account, answers, held.now()));
  };
};

/** @throws InstallError scenario-unknown, fail-invalid (2) */
export async function setupOf(
  options: RehearsalOptions,
  beginning: AccountOrigin,
  endpoint: () => string,
): Promise<RehearsalSetup> {
  const { beganAt, first, saved } = beginning;
  const brought = parseFaults(first.fail);
  const { file, account, elsewhere } = await buildHome(options, beginning);
  const clock = clockFor(options, saved?.savedAt ?? beganAt);
  const held = new HeldClock(clock.account);
  if (saved !== undefined) held.hold(beganAt);
  const journal = journalOf(options, beginning, held);
  const failures = new AskedFailures(brought.failures);
  const skipsTime = options.serve && options.speed === 'max';
  const nestedTemplates = new Map(first.nested);
  const replies = new Map(repliesOf(first.reply));
  const assumedTypes = new Set(first.types);
  const common = {
    ...{ clock: held, failures, endpoint, skipsTime, nestedTemplates, replies, assumedTypes },
    peers: new Map<string, PeerAccount>(),
    fetchTemplate: journal?.fetching(fetchTemplate),
    durationScale: options.durationScale,
  };
  const cloudformation = makeCloudFormation({ account, ...common });
  const others = elsewhere.map((other): OtherAccount => ({
    account: other,
    cloudformation: makeCloudFormation({ account: other, ...common }),
  }));
  await populate({ options, account, cloudformation }, file, beginning);
  failures.strikes = true;
  const takeOver = takesOver({ account, held, failures }, { replies, nestedTemplates, types: assumedTypes });
  forbid(account, account.permissions.deny, brought);
  return {
    ...{ options, account, clock, held, failures, cloudformation, journal, takeOver, skipsTime },
    others: new Map(others.map((other) => [other.account.id, other])),
    accounts: file.accounts,
    faults: parseFaults(options.fail),
    healResources: () => void (failures.strikes = false),
  };
}
