import { partitionOfRegion } from '../core/partition.ts';
import type { CallHook } from './faults/call-fault.ts';
import { buildAccount } from './account/scenario/build.ts';
import { readScenario, type ScenarioAccount } from './account/scenario/read.ts';
import { fitToAnswers, type GivenAnswers } from './account/scenario/fit.ts';
import { ail } from './account/scenario/ailments.ts';
import { createScenarioStack } from './account/scenario/stacks.ts';
import { readNestedTemplates, repliesOf, seedAssumedExports } from './account/scenario/assumed.ts';
import type { AccountState } from './account/state.ts';
import { JumpingClock } from './clock/jumping-clock.ts';
import type { RehearsalClock } from './clock/rehearsal-clock.ts';
import { ScaledClock } from './clock/scaled-clock.ts';
import { makeCloudFormation, type CloudFormation } from './cloudformation/index.ts';
import { parseFaults, type Faults } from './faults/faults.ts';
import type { ResourceFailures } from './service.ts';

export interface RehearsalOptions {
  readonly scenario: string;
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
  /** For faults that come by chance; the same seed brings the same. */
  readonly seed?: number;
  /** Changes the account before the first call, for tests. */
  readonly prepare?: (account: AccountState) => void;
  /** For tests: told of every call; says what befalls it. */
  readonly onCall?: CallHook;
  /** Unknown operations and our own faults, a line each. */
  readonly log?: (line: string) => void;
}

const placeOf = (answers: GivenAnswers | undefined): ScenarioAccount => {
  const region = answers?.region ?? 'us-east-1';
  return { account: answers?.account ?? '123456789012', region, partition: partitionOfRegion(region).id };
};

const clockFor = (options: RehearsalOptions, start: number): RehearsalClock =>
  options.speed === 'max' ? new JumpingClock(start) : new ScaledClock(start, options.speed, options.serve);

/** The account as it is before the first call, and what it stands on. */
export interface RehearsalSetup {
  readonly options: RehearsalOptions;
  readonly account: AccountState;
  readonly clock: RehearsalClock;
  readonly faults: Faults;
  readonly cloudformation: CloudFormation;
  readonly healResources: () => void;
  /** The tool keeps its own time, and this account none: what is under way is over at the next look. */
  readonly skipsTime: boolean;
}

const forbid = (account: AccountState, { denied, allowedOnly }: Faults): void => {
  const deny = new Set([...account.permissions.deny, ...denied]);
  account.permissions = { deny, allow: allowedOnly === undefined ? undefined : new Set(allowedOnly) };
};

/** @throws InstallError scenario-unknown, fail-invalid (2) */
export async function setupOf(
  options: RehearsalOptions,
  now: number,
  endpoint: () => string,
): Promise<RehearsalSetup> {
  const place = placeOf(options.answers);
  const faults = parseFaults(options.fail);
  const file = await readScenario(options.templates, options.scenario, place);
  const account = buildAccount(file, place, now);
  if (options.answers !== undefined) fitToAnswers(account, options.answers, now);
  options.prepare?.(account);
  const clock = clockFor(options, now);
  // A failure that was asked for strikes what is done now, not what is up already.
  let present = false;
  const failures: ResourceFailures = {
    logicalIds: faults.failures.logicalIds,
    reasonFor: (id, phase) => (present ? faults.failures.reasonFor(id, phase) : undefined),
  };
  const skipsTime = options.serve && options.speed === 'max';
  const cloudformation = makeCloudFormation({
    account,
    clock: clock.account,
    failures,
    endpoint,
    skipsTime,
    nestedTemplates: await readNestedTemplates(options.nestedDir),
    replies: repliesOf(options.reply ?? []),
  });
  for (const stack of file.stacks ?? [])
    await createScenarioStack(stack, options.templates, account, cloudformation);
  account.hooks = [...account.hooks, ...(file.hooks ?? [])];
  if (file.ailments !== undefined) ail(account, file.ailments, now);
  seedAssumedExports(cloudformation, options.assumeExport ?? []);
  present = true;
  forbid(account, faults);
  const healResources = (): void => void (present = false);
  return { options, account, clock, faults, cloudformation, healResources, skipsTime };
}
